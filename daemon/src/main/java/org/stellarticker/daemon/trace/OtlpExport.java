package org.stellarticker.daemon.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.stellarticker.daemon.settings.TraceConfig;

/** The SDK of OpenTelemetry: a queue of spans, and a thread that sends them by OTLP over HTTP. */
final class OtlpExport implements AutoCloseable {

    /** Soon enough for a person who waits for a trace. */
    private static final Duration SEND_INTERVAL = Duration.ofSeconds(1);

    /** At full load, a second's spans of all orders of one program; more are lost. */
    private static final int QUEUE = 8192;

    private static final int BATCH = 1024;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIME_TO_END = Duration.ofSeconds(1);

    private final GivenIds ids;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private OtlpExport(GivenIds ids, SdkTracerProvider provider) {
        this.ids = ids;
        this.provider = provider;
        this.tracer = provider.get("stellar-ticker");
    }

    static OtlpExport open(TraceConfig config, TraceSource source) {
        String address = config.collector() + "/v1/traces";
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(address)
                .setTimeout(REQUEST_TIMEOUT)
                .setConnectTimeout(REQUEST_TIMEOUT);
        config.headers().forEach(exporter::addHeader);
        var ids = new GivenIds();
        var provider = SdkTracerProvider.builder()
                .setResource(resource(source))
                // What is sampled was decided before a step was made.
                .setSampler(Sampler.alwaysOn())
                .setIdGenerator(ids)
                .addSpanProcessor(BatchSpanProcessor.builder(new ReportedExporter(exporter.build(), address))
                        .setScheduleDelay(SEND_INTERVAL)
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(BATCH)
                        .build())
                .build();
        return new OtlpExport(ids, provider);
    }

    private static Resource resource(TraceSource source) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.namespace", "stellar-ticker")
                        .put("service.name", source.program())
                        .put("service.version", source.version())
                        .put("service.instance.id", source.instance())
                        .build()));
    }

    void add(Step step) {
        var builder =
                tracer.spanBuilder(step.name()).setStartTimestamp(step.from()).setAllAttributes(attributes(step));
        step.link().map(OtlpExport::firstSpan).ifPresent(builder::addLink);
        Span span = step.first()
                ? ids.starting(step.trace(), builder.setNoParent())
                : builder.setParent(Context.root().with(Span.wrap(firstSpan(step.trace()))))
                        .startSpan();
        span.end(step.to());
    }

    private static SpanContext firstSpan(TraceId trace) {
        return SpanContext.createFromRemoteParent(
                trace.hex(), trace.firstSpan(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    private static Attributes attributes(Step step) {
        AttributesBuilder attributes = Attributes.builder();
        step.values().forEach((key, value) -> {
            if (value instanceof Long number) {
                attributes.put(AttributeKey.longKey(key), number);
            } else {
                attributes.put(AttributeKey.stringKey(key), value.toString());
            }
        });
        return attributes.build();
    }

    @Override
    public void close() {
        provider.shutdown().join(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
    }
}
