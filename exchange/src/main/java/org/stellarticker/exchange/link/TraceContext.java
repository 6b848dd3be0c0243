package org.stellarticker.exchange.link;

/**
 * The trace that a command belongs to, as in W3C's Trace Context.
 *
 * @param traceHigh the upper half of the trace id
 * @param traceLow the lower half of the trace id
 * @param span the id of the span that sent the command
 */
public record TraceContext(long traceHigh, long traceLow, long span) {

    /** No trace. */
    public static final TraceContext NONE = new TraceContext(0, 0, 0);
}
