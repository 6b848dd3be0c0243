package org.stellarticker.daemon.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Optional;

/** Gives a trace's first span the ids that all programs know; those of all others are random. */
final class GivenIds implements IdGenerator {

    private final IdGenerator random = IdGenerator.random();
    private final ScopedValue<TraceId> given = ScopedValue.newInstance();

    /** Starts the first span of a trace. */
    Span starting(TraceId trace, SpanBuilder builder) {
        return ScopedValue.where(given, trace).call(builder::startSpan);
    }

    @Override
    public String generateTraceId() {
        return find().map(TraceId::hex).orElseGet(random::generateTraceId);
    }

    @Override
    public String generateSpanId() {
        return find().map(TraceId::firstSpan).orElseGet(random::generateSpanId);
    }

    private Optional<TraceId> find() {
        return given.isBound() ? Optional.of(given.get()) : Optional.empty();
    }
}
