package org.stellarticker.daemon.trace;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A step of a trace that was done, which is a span: work that began and ended.
 *
 * @param first whether it is the trace's first span; all others have that one as parent, whichever program sends it
 * @param name one of few; numbers and names of things are values
 * @param values whole numbers and texts
 * @param link another trace in which what is followed goes on
 */
public record Step(
        TraceId trace,
        boolean first,
        String name,
        Instant from,
        Instant to,
        Map<String, Object> values,
        Optional<TraceId> link) {

    /** Returns the first step of a trace, which must be sent once. */
    public static Step first(TraceId trace, String name, Instant from, Instant to) {
        return new Step(trace, /* first= */ true, name, from, to, Map.of(), Optional.empty());
    }

    /** Returns another step of a trace. */
    public static Step of(TraceId trace, String name, Instant from, Instant to) {
        return new Step(trace, /* first= */ false, name, from, to, Map.of(), Optional.empty());
    }

    public Step with(String key, long value) {
        return withValue(key, value);
    }

    public Step with(String key, String value) {
        return withValue(key, value);
    }

    private Step withValue(String key, Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Step(trace, first, name, from, to, more, link);
    }

    public Step linkedTo(TraceId other) {
        return new Step(trace, first, name, from, to, values, Optional.of(other));
    }
}
