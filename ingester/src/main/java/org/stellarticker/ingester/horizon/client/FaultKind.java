package org.stellarticker.ingester.horizon.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Locale;
import org.stellarticker.ingester.horizon.json.TooLarge;

/** What was wrong with an answer or a stream; the label {@code kind} of {@code ticker_horizon_errors_total}. */
public enum FaultKind {
    RATE_LIMITED,
    SERVER_ERROR,
    /** A redirect, which Horizon itself never sends. */
    REDIRECTED,
    /** Another status that is no success. */
    REFUSED,
    /** The body ended early. */
    TRUNCATED,
    EMPTY,
    /** A complete answer that cannot be read: no JSON, incomplete JSON, or not what was requested. */
    UNREADABLE,
    /** Larger than the bound, and no list that could be read record by record. */
    TOO_LARGE,
    TIMEOUT,
    /** No connection, or a connection that was closed before the answer. */
    UNREACHABLE,
    /** The stream ended without its last event. */
    STREAM_CUT,
    /** The stream sent an error. */
    STREAM_ERROR,
    /** The stream was silent while there were trades. */
    STREAM_SILENT,
    /** The stream ended as soon as it was open. */
    STREAM_EMPTY;

    /** Returns the kind of an answer that could not be used. */
    public static FaultKind of(Answer answer) {
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

    /** Returns the kind of a failure to receive an answer. */
    public static FaultKind of(IOException why) {
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
