package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleRebuild;
import org.stellarticker.db.candle.CandleRebuildStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.ComparedCandles;
import org.stellarticker.db.candle.ComparedCandles.WrongCandle;
import org.stellarticker.db.candle.DirtyMinutes;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.partition.RetentionWatermark;

/**
 * Compares all candles whose raw trades are kept with candles made anew from these trades, hour by hour, each in one snapshot.
 * It marks those that differ to be made anew, which the running aggregator does. Only for another dust floor does it make candles
 * itself.
 */
final class Rebuild {

    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

    private static final Duration DAY = Duration.ofDays(1);
    private static final ComparedCandles NOTHING = new ComparedCandles(0, List.of());

    private final Database database;
    private final LeaderElection leadership;
    private final Clock clock;
    private final Consumer<String> answer;
    private final CandleRebuildStore store = new CandleRebuildStore();
    private final CandleStore candles = new CandleStore();
    private final CandleChangeStore changes = new CandleChangeStore();
    private final RetentionWatermark watermark = new RetentionWatermark();

    /**
     * Makes a rebuild.
     *
     * @param answer takes lines for the operator
     */
    Rebuild(Database database, LeaderElection leadership, Clock clock, Consumer<String> answer) {
        this.database = database;
        this.leadership = leadership;
        this.clock = clock;
        this.answer = answer;
    }

    /**
     * Stores the dust floor of the settings, and makes the candles in reach anew whose dust it changes, in one transaction: readers
     * see both or none. The running aggregator waits meanwhile.
     */
    void bindFloor(long stroops) {
        database.commit(tx -> {
            // So that no candle is being made with the floor before.
            leadership.exclusive(tx);
            // So that no day is dropped while its candles are made: they would be made anew from nothing.
            var _ = watermark.lockShared(tx);
            Instant from = store.findReach(tx).orElse(Instant.EPOCH);
            long before = new DustFloorStore().replace(tx, stroops, from);
            if (before != stroops) {
                int made = makeAnew(tx, from, Math.min(before, stroops), Math.max(before, stroops));
                answer.accept("dust floor: " + before + " until now, " + stroops + " from now on; " + made
                        + " candles of a minute from " + from + " on were made anew");
                store.findOldest(tx)
                        .filter(oldest -> oldest.isBefore(from))
                        .ifPresent(oldest -> answer.accept("prices without dust of candles from " + oldest + " to "
                                + from + " keep the floor of " + before + ": their trades are gone"));
            }
        });
    }

    /** Makes the candles with a trade that is dust by one of two floors only, and returns how many of a minute. */
    private int makeAnew(Transaction tx, Instant from, long lowerFloor, long higherFloor) {
        Optional<Instant> newest = store.findNewestTrade(tx);
        var days = new ArrayList<DirtyMinutes>();
        for (Instant day = from; newest.isPresent() && !day.isAfter(newest.get()); day = day.plus(DAY)) {
            days.add(store.listDustChanged(tx, day, day.plus(DAY), lowerFloor, higherFloor));
        }
        days.removeIf(minutes -> minutes.size() == 0);
        for (DirtyMinutes minutes : days) {
            candles.make(tx, minutes);
            changes.append(tx, minutes);
        }
        return days.stream().mapToInt(DirtyMinutes::size).sum();
    }

    /** Compares all candles in reach and returns how many differed. */
    long compare() {
        Optional<Instant> reach = database.snapshot(store::findReach);
        if (reach.isEmpty()) {
            answer.accept("no trades are stored: nothing to compare");
            return 0;
        }
        Instant from = reach.get();
        Instant to = CandleInterval.DAY
                .start(database.snapshot(store::findNewestTrade).orElse(from))
                .plus(DAY);
        long id = database.transaction(tx -> store.begin(tx, from, to, clock.instant()));
        long candles = 0;
        long mismatches = 0;
        for (Instant day = from; day.isBefore(to); day = day.plus(DAY)) {
            for (int hour = 0; hour < 24; hour++) {
                Instant start = day.plus(Duration.ofHours(hour));
                Instant end = start.plus(Duration.ofHours(1));
                for (CandleInterval interval : List.of(CandleInterval.MINUTE, CandleInterval.HOUR)) {
                    ComparedCandles compared = compare(id, interval, start, end);
                    candles += compared.candles();
                    mismatches += compared.wrong().size();
                }
            }
            ComparedCandles days = compare(id, CandleInterval.DAY, day, day.plus(DAY));
            candles += days.candles();
            mismatches += days.wrong().size();
        }
        var result = new CandleRebuild(from, to, candles, mismatches);
        database.commit(tx -> store.end(tx, id, result, clock.instant()));
        report(result);
        return mismatches;
    }

    /** Compares the candles of a time range, unless its day was dropped meanwhile. */
    private ComparedCandles compare(long id, CandleInterval interval, Instant from, Instant to) {
        ComparedCandles compared = database.snapshot(
                tx -> isKept(watermark.find(tx), from) ? store.compare(tx, interval, from, to) : NOTHING);
        if (!compared.wrong().isEmpty()) {
            for (WrongCandle candle : compared.wrong()) {
                log.atWarn()
                        .addKeyValue("trade_pair_id", candle.pairId())
                        .addKeyValue("interval", interval.word())
                        .addKeyValue("open_time", candle.openTime())
                        .log("candle differs from its trades");
            }
            database.commit(tx -> {
                store.addMismatches(tx, id, compared.wrong().size());
                if (isKept(watermark.lockShared(tx), from)) {
                    store.mark(tx, compared.wrong());
                }
            });
        }
        return compared;
    }

    private static boolean isKept(Optional<Instant> watermark, Instant from) {
        return watermark.isEmpty() || !from.isBefore(watermark.get());
    }

    private void report(CandleRebuild result) {
        log.atInfo()
                .addKeyValue("from", result.from())
                .addKeyValue("to", result.to())
                .addKeyValue("candles", result.candles())
                .addKeyValue("mismatches", result.mismatches())
                .log("rebuild complete");
        answer.accept("compared: " + result.candles() + " candles from " + result.from() + " to " + result.to());
        database.snapshot(store::findOldest)
                .filter(oldest -> oldest.isBefore(result.from()))
                .ifPresent(oldest -> answer.accept("out of reach: candles from " + oldest + " to " + result.from()
                        + ", whose raw trades are gone (RETENTION_DAYS)"));
        answer.accept("differing: " + result.mismatches());
    }
}
