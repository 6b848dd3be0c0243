package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.ingester.metrics.IngesterMetrics;

class BackfillPaceTest {

    private static final Instant START = Instant.parse("2026-01-08T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);

    /** A backfill of seven days. */
    private BackfillPace rate(Optional<Instant> reached, long stored) {
        var token = new PagingToken("1-0");
        return new BackfillPace(
                new Backfill(
                        1,
                        token,
                        token,
                        Optional.empty(),
                        START.minus(Duration.ofDays(7)),
                        reached,
                        stored,
                        START,
                        Optional.empty()),
                clock);
    }

    private void pass(long seconds) {
        now.set(now.get().plusSeconds(seconds));
    }

    @Test
    void reportsTheShareDoneTheRateAndTheTimeLeft() {
        var rate = rate(Optional.empty(), 0);

        pass(10);
        rate.add(240_000, START.minus(Duration.ofHours(42)));

        assertThat(rate.inWords()).isEqualTo("25 %, 240,000 trades, 24,000/s, 30 s to go");
    }

    @Test
    void doesNotJudgeByTheFirstMoments() {
        var rate = rate(Optional.empty(), 0);

        pass(1);
        rate.add(2_000, START.minusSeconds(60));

        assertThat(rate.inWords()).isEqualTo("0 %, 2,000 trades, 2,000/s");
    }

    @Test
    void afterARestartJudgesByWhatWasDoneSince() {
        var rate = rate(Optional.of(START.minus(Duration.ofDays(5))), 5_000_000);

        pass(3600);
        rate.add(3_600_000, START.minus(Duration.ofDays(6)));

        assertThat(rate.inWords()).isEqualTo("86 %, 8,600,000 trades, 1,000/s, 60 min to go");
    }

    @Test
    void aQuietBackfillIsNoDivisionByZero() {
        var rate = rate(Optional.empty(), 0);

        pass(20);
        rate.add(0, START);

        assertThat(rate.inWords()).startsWith("0 %, 0 trades, 0/s");
    }

    @Test
    void metricsReportTheRateAndNothingAfterwards() {
        var metrics = new SimpleMeterRegistry();
        var published = new IngesterMetrics(metrics);
        var rate = rate(Optional.empty(), 0);
        pass(10);
        rate.add(240_000, START.minus(Duration.ofHours(42)));

        rate.publish(published);
        assertThat(metrics.get("ticker.backfill.trades.per.second").gauge().value())
                .isEqualTo(24_000);
        assertThat(metrics.get("ticker.backfill.done.ratio").gauge().value()).isEqualTo(0.25);
        assertThat(metrics.get("ticker.backfill.remaining.seconds").gauge().value())
                .isEqualTo(30);

        published.noBackfill();
        assertThat(metrics.get("ticker.backfill.trades.per.second").gauge().value())
                .isZero();
        assertThat(metrics.get("ticker.backfill.done.ratio").gauge().value()).isEqualTo(1);
        assertThat(metrics.get("ticker.backfill.remaining.seconds").gauge().value())
                .isZero();
    }
}
