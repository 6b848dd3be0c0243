package org.stellarticker.ingester.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.audit.MarketSample;
import org.stellarticker.db.audit.MarketSampleStore;
import org.stellarticker.db.audit.MarketSums;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.ingester.horizon.Aggregation;
import org.stellarticker.ingester.horizon.AggregationResult;
import org.stellarticker.ingester.horizon.Horizon;

/**
 * Holds a market's day against Horizon's own sums, which are computed independently of its pages: each day of each market in its
 * turn. Where they differ the hour is read again first, since one of the two may have changed meanwhile.
 */
public final class AggregationReconciler implements Task {

    private static final Logger log = LoggerFactory.getLogger(AggregationReconciler.class);

    private static final Duration DAY = Duration.ofDays(1);

    /** In a minute: the days of 2,500 markets have their turn within the week that is kept. */
    private static final int MOST_LOOKS = 5;

    /** Of an hour, as many as a search is worth. */
    private static final int MOST_POOL_TRADES = 2_000;

    private final Horizon horizon;
    private final Database database;
    private final Progress progress;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final MarketSampleStore samples = new MarketSampleStore();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());
    private long agreed;

    public AggregationReconciler(
            Horizon horizon, Database database, Progress progress, Clock clock, MeterRegistry metrics) {
        this.horizon = horizon;
        this.database = database;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What Horizon and we say of an hour, in stroops. */
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

        boolean isNothing() {
            return trades == 0 && base.signum() == 0 && counter.signum() == 0;
        }

        boolean mayBeTrades() {
            return trades > 0 && base.signum() >= 0 && counter.signum() >= 0 && fits(base) && fits(counter);
        }

        private static boolean fits(BigDecimal stroops) {
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
        var looked = new HashSet<MarketSample>();
        Optional<MarketSample> next = database.snapshot(samples::findNext);
        // Where there are few, one does not have its turn again at once.
        while (next.isPresent() && looked.add(next.get()) && looked.size() <= MOST_LOOKS) {
            look(next.get());
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
                                "%,d market-days looked at, %,d market-hours agree with Horizon's",
                                turns,
                                agreed));
    }

    /** Whatever comes of it, others have their turn before it is looked at again. */
    private void look(MarketSample sample) throws InterruptedException {
        boolean answered = check(sample);
        Instant day = sample.hour().truncatedTo(ChronoUnit.DAYS);
        database.commit(
                tx -> samples.saveTurn(tx, sample.pairId(), day, answered ? sample.hours() : 0, clock.instant()));
    }

    /** @return whether Horizon answered */
    private boolean check(MarketSample sample) throws InterruptedException {
        Instant from = sample.hour().truncatedTo(ChronoUnit.DAYS);
        Instant to = from.plus(DAY);
        switch (horizon.aggregations(sample.pair(), CandleInterval.HOUR, from, to)) {
            case AggregationResult.Intervals(var intervals) -> {
                List<MarketSums> stored = database.snapshot(tx -> samples.listSums(tx, sample.pairId(), from, to));
                compare(sample, stored, intervals);
                return true;
            }
            case AggregationResult.Unanswered(var reason) -> {
                progress.retrying(reason);
                return false;
            }
        }
    }

    private void compare(MarketSample market, List<MarketSums> stored, List<Aggregation> aggregation) {
        Map<Instant, Sums> byHour = new HashMap<>();
        aggregation.forEach(interval -> byHour.put(interval.openTime(), Sums.of(interval)));
        for (MarketSums sums : stored) {
            Sums ours = Sums.of(sums);
            Sums theirs = byHour.getOrDefault(sums.hour(), Sums.NONE);
            if (!ours.isNothing() || !theirs.isNothing()) {
                database.commit(tx -> judge(tx, market, sums, ours, theirs));
            }
        }
    }

    private void judge(Transaction tx, MarketSample market, MarketSums sums, Sums ours, Sums theirs) {
        Instant now = clock.instant();
        switch (explained(tx, market, sums.hour(), ours.minus(theirs))) {
            case SOME_OF_THEM -> {
                samples.save(tx, market.pairId(), sums.hour(), AuditState.AGREED, "", now);
                agreed++;
                count("agreed");
            }
            case TOO_MANY_TO_SEARCH -> {
                samples.forget(tx, market.pairId(), sums.hour());
                count("untold");
            }
            case NONE_OF_THEM -> differ(tx, market, sums, "stored " + ours + "; Horizon sums up " + theirs, now);
        }
    }

    private OmittedTrades.Answer explained(Transaction tx, MarketSample market, Instant hour, Sums lacking) {
        if (lacking.isNothing()) {
            return OmittedTrades.Answer.SOME_OF_THEM;
        }
        if (!lacking.mayBeTrades()) {
            return OmittedTrades.Answer.NONE_OF_THEM;
        }
        long base = lacking.base().longValueExact();
        long counter = lacking.counter().longValueExact();
        var trades = samples.listPoolTrades(tx, market.pairId(), hour, base, counter, MOST_POOL_TRADES);
        OmittedTrades.Answer answer = OmittedTrades.search(lacking.trades(), base, counter, trades);
        boolean all = trades.size() < MOST_POOL_TRADES;
        return answer == OmittedTrades.Answer.NONE_OF_THEM && !all ? OmittedTrades.Answer.TOO_MANY_TO_SEARCH : answer;
    }

    private void differ(Transaction tx, MarketSample market, MarketSums sums, String text, Instant now) {
        boolean again =
                sums.before().filter(state -> state != AuditState.AGREED).isPresent();
        if (again && sums.before().get() == AuditState.PENDING && !sums.readSince()) {
            // Its hour is still to be read again.
            return;
        }
        AuditState state = again ? AuditState.DISAGREED : AuditState.PENDING;
        samples.save(tx, market.pairId(), sums.hour(), state, text, now);
        count(state.word());
        if (!again) {
            retries.enqueue(tx, AuditWindowStore.HOUR_TO_READ, sums.hour().toString(), "", now);
        }
        log.atWarn()
                .addKeyValue("market", market.pair())
                .addKeyValue("hour", sums.hour())
                .addKeyValue("state", state.word())
                .addKeyValue("because", text)
                .log("a market's hour differs from Horizon's own sums");
    }

    private void count(String outcome) {
        Counter.builder("ticker.audit.sums")
                .description("markets' days held against Horizon's own sums, by what came of it")
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }
}
