package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** A backfill's pace as metrics: 0 until it is known, and all done with no time to go once there is nothing to read. */
final class BackfillGauges {

    private record Now(double rate, double done, double secondsToGo) {}

    private static final Now UNKNOWN = new Now(0, 0, 0);

    private static final Now THROUGH = new Now(0, 1, 0);

    private volatile Now now = UNKNOWN;

    BackfillGauges(MeterRegistry metrics) {
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

    private void gauge(String name, String description, ToDoubleFunction<Now> value, MeterRegistry metrics) {
        Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.now))
                .description(description)
                .register(metrics);
    }

    void are(BackfillPace rate) {
        now = new Now(rate.tradesPerSecond(), rate.done(), rate.secondsToGo());
    }

    void areNone() {
        now = THROUGH;
    }
}
