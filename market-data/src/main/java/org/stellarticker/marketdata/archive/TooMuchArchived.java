package org.stellarticker.marketdata.archive;

import java.io.Serial;
import java.time.Instant;
import org.stellarticker.marketdata.AnswerRefused;

/** Thrown when an answer takes more archived days than may be read for one. */
public final class TooMuchArchived extends AnswerRefused {
    @Serial
    private static final long serialVersionUID = 1;

    private final Instant from;
    private final String expected;

    TooMuchArchived(Instant from, String expected) {
        super("expected " + expected + ", found a time from " + from);
        this.from = from;
        this.expected = expected;
    }

    /** Returns the begin of the time that was asked for. */
    public Instant from() {
        return from;
    }

    /** Returns what may be asked for instead. */
    public String expected() {
        return expected;
    }
}
