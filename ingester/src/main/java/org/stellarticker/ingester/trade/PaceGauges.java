package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** A backfill's pace as metrics; they are NaN while there is nothing to read. */
final class PaceGauges {

    private record Now(double rate, double done, double secondsToGo) {}

    private static final Now NONE = new Now(Double.NaN, Double.NaN, Double.NaN);

    private volatile Now now = NONE;

    PaceGauges(MeterRegistry metrics) {
        gauge(
                "ticker.backfill.rate",
                "trades a second that the backfill stored since it began or went on",
                Now::rate,
                metrics);
        gauge("ticker.backfill.done", "how much of the backfill's time is covered, from 0 to 1", Now::done, metrics);
        gauge(
                "ticker.backfill.remaining.seconds",
                "until the backfill is through, at its pace",
                Now::secondsToGo,
                metrics);
    }

    private void gauge(String name, String description, ToDoubleFunction<Now> figure, MeterRegistry metrics) {
        Gauge.builder(name, this, gauges -> figure.applyAsDouble(gauges.now))
                .description(description)
                .register(metrics);
    }

    void are(Pace pace) {
        now = new Now(pace.tradesPerSecond(), pace.done(), pace.secondsToGo());
    }

    void areNone() {
        now = NONE;
    }
}
