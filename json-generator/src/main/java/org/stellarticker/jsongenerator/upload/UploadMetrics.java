package org.stellarticker.jsongenerator.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** All metrics of uploads. Each is registered when this object is made, with the value 0. */
public final class UploadMetrics {

    private final Counter files;
    private final Counter failures;

    public UploadMetrics(MeterRegistry registry) {
        this.files = Counter.builder("ticker.uploads")
                .description("Public files uploaded, each compressed form by itself")
                .register(registry);
        this.failures = Counter.builder("ticker.upload.failures")
                .description("Uploads that failed; each is tried again")
                .register(registry);
    }

    void uploaded() {
        files.increment();
    }

    void failed() {
        failures.increment();
    }
}
