package org.stellarticker.ingester.reconcile;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.Task;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleSource;
import org.stellarticker.db.candle.HorizonCandleStore;
import org.stellarticker.db.candle.MissingCandles;
import org.stellarticker.db.candle.SourcedCandle;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.db.work.RetryTask;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.read.Aggregation;
import org.stellarticker.ingester.horizon.read.Aggregations;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * Fills in Horizon's trade aggregations where the ticker has no trades of its own yet, so that a new ticker has statistics from its
 * first hour on: hourly candles for the week that is being backfilled, daily candles for the time before it.
 */
public final class HorizonCandles implements Task {

    private static final Logger log = LoggerFactory.getLogger(HorizonCandles.class);

    private static final Duration WEEK = Duration.ofDays(7);

    /** Bounds a batch, so that markets that become active meanwhile get their turn by activity. */
    private static final int BATCH_SIZE = 20;

    /** So many failures in a row are a fault of Horizon and not of the markets. */
    private static final int MAX_FAILURES = 3;

    private final Horizon horizon;
    private final Database database;
    private final Duration history;
    private final Progress progress;
    private final Clock clock;
    private final IngesterMetrics metrics;
    private final Stop stop;
    private final HorizonCandleStore candles = new HorizonCandleStore();
    private final BackfillStore backfills = new BackfillStore();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());

    /** @param history how far back daily candles are fetched; zero for none */
    public HorizonCandles(
            Horizon horizon, Database database, Duration history, WorkContext work, IngesterMetrics metrics) {
        this.horizon = horizon;
        this.database = database;
        this.history = history;
        this.progress = work.progress();
        this.clock = work.clock();
        this.metrics = metrics;
        this.stop = work.stop();
    }

    /**
     * The candles to fetch for each market.
     *
     * @param ownFrom the time from which all trades are stored
     * @param weekFrom the time at which daily candles end and hourly candles begin
     * @param hoursFrom the begin of the hourly candles; empty when all trades of the week are stored
     * @param daysFrom the begin of the daily candles; empty when none are wanted
     */
    private record Plan(Instant ownFrom, Instant weekFrom, Optional<Instant> hoursFrom, Optional<Instant> daysFrom) {}

    @Override
    public void run() throws InterruptedException {
        int read = 0;
        int failures = 0;
        List<MissingCandles> due = due();
        while (!due.isEmpty() && failures < MAX_FAILURES && !stop.requested()) {
            for (MissingCandles market : due) {
                if (failures < MAX_FAILURES && !stop.requested()) {
                    failures = fill(market) ? 0 : failures + 1;
                    progress.advancing(
                            String.format(Locale.ROOT, "%,d markets filled from Horizon's aggregations", ++read),
                            database.snapshot(candles::coveredTime).toSeconds());
                }
            }
            due = due();
        }
        int replaced = database.transaction(tx ->
                plan(tx).map(plan -> candles.deleteReplaced(tx, plan.ownFrom())).orElse(0));
        if (read > 0 || replaced > 0) {
            log.atInfo()
                    .addKeyValue("markets", read)
                    .addKeyValue("candles_replaced", replaced)
                    .log("Horizon candles fetched");
        }
        if (failures < MAX_FAILURES) {
            progress.running("");
        } else {
            progress.retrying("Horizon returns no trade aggregations");
        }
    }

    private List<MissingCandles> due() {
        return database.snapshot(tx -> plan(tx).map(
                        plan -> candles.listMissing(tx, plan.hoursFrom(), plan.daysFrom(), clock.instant(), BATCH_SIZE))
                .orElse(List.of()));
    }

    private Optional<Plan> plan(Transaction tx) {
        return backfills.first(tx).map(backfill -> {
            Instant ownFrom = ownFrom(backfill);
            // The first start fixes this time, so that hourly and daily candles never leave a day between them.
            Instant weekFrom = backfill.startedAt().minus(WEEK).truncatedTo(ChronoUnit.DAYS);
            return new Plan(
                    ownFrom,
                    weekFrom,
                    Optional.of(weekFrom).filter(from -> from.isBefore(ownFrom)),
                    history.isZero() ? Optional.empty() : Optional.of(weekFrom.minus(history)));
        });
    }

    private static Instant ownFrom(Backfill backfill) {
        return BackfillCoverage.completeFrom(backfill).orElseGet(() -> Hours.from(backfill.startedAt()));
    }

    /** Fetches the candles of a market and returns whether Horizon answered. */
    private boolean fill(MissingCandles market) throws InterruptedException {
        Optional<Plan> plan = database.snapshot(this::plan);
        if (plan.isEmpty()) {
            return true;
        }
        Plan wanted = plan.get();
        return fill(
                        market,
                        CandleInterval.HOUR,
                        wanted.hoursFrom(),
                        market.hoursFrom().orElse(wanted.ownFrom()))
                && fill(
                        market,
                        CandleInterval.DAY,
                        wanted.daysFrom(),
                        market.daysFrom().orElse(wanted.weekFrom()));
    }

    /** Fetches the newest candles first, so that the fetched time always grows backwards without a hole. */
    private boolean fill(MissingCandles market, CandleInterval interval, Optional<Instant> from, Instant to)
            throws InterruptedException {
        if (from.isEmpty()) {
            return true;
        }
        Duration longest = interval.length().multipliedBy(Aggregations.MOST_INTERVALS);
        Instant end = to;
        while (from.get().isBefore(end) && !stop.requested()) {
            Instant begin = end.minus(longest).isBefore(from.get()) ? from.get() : end.minus(longest);
            switch (horizon.aggregations().tryRead(market.pair(), interval, begin, end)) {
                case Result.Success(var intervals) -> save(market, interval, begin, end, intervals);
                case Result.Failure(var _, var reason) -> {
                    fail(market, reason);
                    return false;
                }
            }
            end = begin;
        }
        return true;
    }

    private void save(
            MissingCandles market, CandleInterval interval, Instant from, Instant to, List<Aggregation> intervals) {
        List<SourcedCandle> fetched =
                intervals.stream().map(HorizonCandles::candle).toList();
        Instant now = clock.instant();
        database.commit(tx -> {
            candles.save(tx, market.pairId(), interval, from, to, fetched, now);
            retries.complete(tx, RetryKind.HORIZON_CANDLES, market.pairId());
        });
        metrics.candlesFetched(interval, fetched.size());
    }

    private static SourcedCandle candle(Aggregation fetched) {
        return new SourcedCandle(
                CandleSource.HORIZON,
                fetched.openTime(),
                fetched.baseVolume(),
                fetched.counterVolume(),
                fetched.tradeCount(),
                fetched.open(),
                fetched.high(),
                fetched.low(),
                fetched.close());
    }

    private void fail(MissingCandles market, String reason) {
        Instant now = clock.instant();
        Instant next = database.transaction(tx -> {
            retries.enqueue(
                    tx,
                    RetryKind.HORIZON_CANDLES,
                    market.pairId(),
                    market.pair().toString(),
                    now);
            RetryTask<Integer> task =
                    retries.find(tx, RetryKind.HORIZON_CANDLES, market.pairId()).orElseThrow();
            return retries.reschedule(tx, task, reason, now);
        });
        log.atDebug()
                .addKeyValue("market", market.pair())
                .addKeyValue("reason", reason)
                .addKeyValue("next_at", next)
                .log("Horizon candles not fetched");
    }
}
