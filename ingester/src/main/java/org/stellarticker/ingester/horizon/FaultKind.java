package org.stellarticker.ingester.horizon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Locale;

/** What was wrong with an answer or a stream, as the metric {@code ticker.horizon.faults} counts it. */
enum FaultKind {
    RATE_LIMITED,
    SERVER_ERROR,
    /** Horizon sends nobody elsewhere. */
    REDIRECTED,
    /** Another status that is none of an answer. */
    REFUSED,
    /** Its body ended early. */
    TRUNCATED,
    EMPTY,
    /** A whole answer that makes no sense: no JSON, JSON cut short, or not what was asked for. */
    UNREADABLE,
    /** Larger than is read, and no list whose records could be read one by one. */
    TOO_LARGE,
    TIMEOUT,
    /** No connection, or one that was closed before the answer. */
    UNREACHABLE,
    /** The stream ended without good-bye. */
    STREAM_CUT,
    /** The stream told an error. */
    STREAM_ERROR,
    /** The stream said nothing while there were trades to tell. */
    STREAM_SILENT,
    /** The stream ended as soon as it was open. */
    STREAM_EMPTY;

    /** @param answer one that could not be used */
    static FaultKind of(Answer answer) {
        int status = answer.status();
        if (status == 429) {
            return RATE_LIMITED;
        }
        if (status >= 500) {
            return SERVER_ERROR;
        }
        if (status >= 300 && status < 400) {
            return REDIRECTED;
        }
        if (status < 200 || status >= 300) {
            return REFUSED;
        }
        return answer.body().length == 0 ? EMPTY : UNREADABLE;
    }

    /** @param why no answer came, or not all of it */
    static FaultKind of(IOException why) {
        if (why instanceof TooLarge) {
            return TOO_LARGE;
        }
        if (why instanceof InterruptedIOException) {
            return TIMEOUT;
        }
        boolean begun = why instanceof ProtocolException || why instanceof EOFException;
        return begun ? TRUNCATED : UNREACHABLE;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
