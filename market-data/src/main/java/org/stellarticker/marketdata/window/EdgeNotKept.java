package org.stellarticker.marketdata.window;

import java.io.Serial;
import java.time.Instant;
import org.stellarticker.marketdata.AnswerRefused;

/**
 * Thrown when an edge of a window lies where neither raw trades nor a candle's border are kept, so that no exact answer
 * exists.
 */
public final class EdgeNotKept extends AnswerRefused {
    @Serial
    private static final long serialVersionUID = 1;

    /** Which end of the window. */
    public enum Edge {
        FROM,
        TO
    }

    private final Edge edge;
    private final Instant found;
    private final Instant before;
    private final Instant after;

    EdgeNotKept(Edge edge, Instant found, Instant before, Instant after, String interval) {
        super("expected a border of a " + interval + " candle, as raw trades of that time are kept no longer: " + before
                + " or " + after + ", found " + found);
        this.edge = edge;
        this.found = found;
        this.before = before;
        this.after = after;
    }

    public Edge edge() {
        return edge;
    }

    public Instant found() {
        return found;
    }

    /** Returns the nearest instant that has an answer. */
    public Instant nearest() {
        return found.toEpochMilli() - before.toEpochMilli() <= after.toEpochMilli() - found.toEpochMilli()
                ? before
                : after;
    }
}
