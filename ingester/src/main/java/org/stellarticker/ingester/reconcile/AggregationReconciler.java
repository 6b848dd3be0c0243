package org.stellarticker.ingester.reconcile;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditState;
import org.stellarticker.db.audit.MarketSample;
import org.stellarticker.db.audit.MarketSampleStore;
import org.stellarticker.db.audit.MarketSums;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.read.Aggregation;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * Compares the stored trades with Horizon's trade aggregations, which Horizon computes independently of its trade pages. Every day
 * of every market gets its turn. Where the two differ, the audit first reads the hour again, because one side may have changed
 * between the two requests; only an hour that differs after that disagrees.
 */
public final class AggregationReconciler implements Task {

    private static final Logger log = LoggerFactory.getLogger(AggregationReconciler.class);

    private static final Duration DAY = Duration.ofDays(1);

    /** At one run a minute, the days of 2,500 markets get their turn within the week that is kept. */
    private static final int MAX_CHECKS = 5;

    /** Bounds the search for the trades that Horizon omitted from an hour. */
    private static final int MAX_POOL_TRADES = 2_000;

    private final Horizon horizon;
    private final Database database;
    private final Progress progress;
    private final Clock clock;
    private final IngesterMetrics metrics;
    private final MarketSampleStore samples = new MarketSampleStore();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());
    private long agreedHours;

    public AggregationReconciler(
            Horizon horizon, Database database, Progress progress, Clock clock, IngesterMetrics metrics) {
        this.horizon = horizon;
        this.database = database;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The number of trades of one hour and their volumes in stroops. */
    private record Sums(long trades, BigDecimal base, BigDecimal counter) {

        private static final Sums NONE = new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO);

        static Sums of(MarketSums stored) {
            return new Sums(stored.trades(), stored.base(), stored.counter());
        }

        static Sums of(Aggregation aggregation) {
            return new Sums(
                    aggregation.tradeCount(),
                    aggregation.baseVolume().movePointRight(Amount.SCALE),
                    aggregation.counterVolume().movePointRight(Amount.SCALE));
        }

        Sums minus(Sums other) {
            return new Sums(trades - other.trades, base.subtract(other.base), counter.subtract(other.counter));
        }

        boolean isZero() {
            return trades == 0 && base.signum() == 0 && counter.signum() == 0;
        }

        boolean isPossible() {
            return trades > 0 && base.signum() >= 0 && counter.signum() >= 0 && fitsLong(base) && fitsLong(counter);
        }

        private static boolean fitsLong(BigDecimal stroops) {
            return stroops.toBigInteger().bitLength() < Long.SIZE;
        }

        @Override
        public String toString() {
            return trades + " trades, " + units(base) + " base, " + units(counter) + " counter";
        }

        private static String units(BigDecimal stroops) {
            return stroops.movePointLeft(Amount.SCALE).toPlainString();
        }
    }

    @Override
    public void run() throws InterruptedException {
        Optional<MarketSample> unverified = database.snapshot(tx -> samples.findUnverified(tx, clock.instant()));
        if (unverified.isPresent()) {
            check(unverified.get());
        }
        var checked = new HashSet<MarketSample>();
        Optional<MarketSample> next = database.snapshot(samples::findNext);
        // With few markets, the same day would otherwise be checked again within one run.
        while (next.isPresent() && checked.add(next.get()) && checked.size() <= MAX_CHECKS) {
            checkInTurn(next.get());
            report();
            next = database.snapshot(samples::findNext);
        }
        report();
    }

    private void report() {
        long turns = database.snapshot(samples::countTurns);
        progress.running(
                turns == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%,d market days checked, %,d market hours agree with Horizon",
                                turns,
                                agreedHours));
    }

    /** Checks a day and records its turn whatever the outcome, so that the other days come before it is checked again. */
    private void checkInTurn(MarketSample sample) throws InterruptedException {
        boolean answered = check(sample);
        Instant day = sample.hour().truncatedTo(ChronoUnit.DAYS);
        database.commit(
                tx -> samples.saveTurn(tx, sample.pairId(), day, answered ? sample.hours() : 0, clock.instant()));
    }

    /** Compares a day of a market and returns whether Horizon answered. */
    private boolean check(MarketSample sample) throws InterruptedException {
        Instant from = sample.hour().truncatedTo(ChronoUnit.DAYS);
        Instant to = from.plus(DAY);
        switch (horizon.aggregations().tryRead(sample.pair(), CandleInterval.HOUR, from, to)) {
            case Result.Success(var intervals) -> {
                List<MarketSums> stored = database.snapshot(tx -> samples.listSums(tx, sample.pairId(), from, to));
                compare(sample, stored, intervals);
                return true;
            }
            case Result.Failure(var _, var reason) -> {
                progress.retrying(reason);
                return false;
            }
        }
    }

    private void compare(MarketSample market, List<MarketSums> stored, List<Aggregation> aggregation) {
        Map<Instant, Sums> byHour = new HashMap<>();
        aggregation.forEach(interval -> byHour.put(interval.openTime(), Sums.of(interval)));
        for (MarketSums sums : stored) {
            Sums ownSums = Sums.of(sums);
            Sums horizonSums = byHour.getOrDefault(sums.hour(), Sums.NONE);
            if (!ownSums.isZero() || !horizonSums.isZero()) {
                database.commit(tx -> decide(tx, market, sums, ownSums, horizonSums));
            }
        }
    }

    private void decide(Transaction tx, MarketSample market, MarketSums sums, Sums ownSums, Sums horizonSums) {
        Instant now = clock.instant();
        switch (explain(tx, market, sums.hour(), ownSums.minus(horizonSums))) {
            case EXPLAINED -> {
                samples.save(tx, market.pairId(), sums.hour(), AuditState.AGREED, "", now);
                agreedHours++;
                metrics.marketHourCompared(AuditState.AGREED.word());
            }
            case UNDECIDED -> {
                samples.forget(tx, market.pairId(), sums.hour());
                metrics.marketHourCompared(IngesterMetrics.UNDECIDED);
            }
            case UNEXPLAINED ->
                recordDifference(tx, market, sums, "stored " + ownSums + "; Horizon aggregates " + horizonSums, now);
        }
    }

    private OmittedTrades.Result explain(Transaction tx, MarketSample market, Instant hour, Sums missing) {
        if (missing.isZero()) {
            return OmittedTrades.Result.EXPLAINED;
        }
        if (!missing.isPossible()) {
            return OmittedTrades.Result.UNEXPLAINED;
        }
        long base = missing.base().longValueExact();
        long counter = missing.counter().longValueExact();
        var trades = samples.listPoolTrades(tx, market.pairId(), hour, base, counter, MAX_POOL_TRADES);
        OmittedTrades.Result result = OmittedTrades.search(missing.trades(), base, counter, trades);
        boolean all = trades.size() < MAX_POOL_TRADES;
        return result == OmittedTrades.Result.UNEXPLAINED && !all ? OmittedTrades.Result.UNDECIDED : result;
    }

    private void recordDifference(Transaction tx, MarketSample market, MarketSums sums, String reason, Instant now) {
        boolean again =
                sums.before().filter(state -> state != AuditState.AGREED).isPresent();
        if (again && sums.before().get() == AuditState.PENDING && !sums.readSince()) {
            // The audit has not yet read the hour again.
            return;
        }
        AuditState state = again ? AuditState.DISAGREED : AuditState.PENDING;
        samples.save(tx, market.pairId(), sums.hour(), state, reason, now);
        metrics.marketHourCompared(state.word());
        if (!again) {
            retries.enqueue(tx, RetryKind.AUDIT_HOUR, sums.hour(), "", now);
        }
        log.atWarn()
                .addKeyValue("market", market.pair())
                .addKeyValue("hour", sums.hour())
                .addKeyValue("state", state.word())
                .addKeyValue("reason", reason)
                .log("market hour differs from Horizon's aggregation");
    }
}
