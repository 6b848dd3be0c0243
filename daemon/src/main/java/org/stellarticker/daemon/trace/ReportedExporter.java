package org.stellarticker.daemon.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once when the collector takes no spans, and once when it takes them again. */
final class ReportedExporter implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(Traces.class);

    private final SpanExporter exporter;
    private final String address;
    private final AtomicBoolean away = new AtomicBoolean();

    ReportedExporter(SpanExporter exporter, String address) {
        this.exporter = exporter;
        this.address = address;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                if (away.compareAndSet(true, false)) {
                    log.info("the collector {} takes traces again", address);
                }
            } else if (away.compareAndSet(false, true)) {
                log.atWarn()
                        .addKeyValue("because", reason(result))
                        .log("the collector {} takes no traces; those of this time are lost", address);
            }
        });
    }

    private static String reason(CompletableResultCode result) {
        Throwable failure = result.getFailureThrowable();
        if (failure == null) {
            return "no answer";
        }
        return String.valueOf(failure.getCause() == null ? failure.getMessage() : failure.getCause());
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
