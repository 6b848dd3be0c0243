package org.stellarticker.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.candle.CandleRebuildStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.MarketCandleStore;
import org.stellarticker.db.candle.StoredCandle;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class RebuildIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final TestClock clock = new TestClock(NOON.plus(Duration.ofDays(3)));
    private final List<String> answers = new ArrayList<>();
    private LeaderElection leadership;
    private CandleBuilder candles;
    private Rebuild rebuild;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        leadership = db.database().leadership("aggregator");
        candles = new CandleBuilder(db.database(), new CandleStore(), leadership);
        rebuild = new Rebuild(db.database(), leadership, clock, answers::add);
        DustFloor.bind(db.database(), leadership, 1000);
    }

    @AfterEach
    void giveUpTheLead() {
        leadership.close();
    }

    private void store(List<Trade> trades) {
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
    }

    @Test
    void candlesOfAnyTradesEqualThem() {
        store(new RandomTrades(new Random(3)).list(800, NOON, Duration.ofHours(60)));
        candles.makeBatch();

        assertThat(rebuild.compare()).isZero();

        assertThat(answers).last().isEqualTo("differing: 0");
        assertThat(db.database()
                        .snapshot(new CandleRebuildStore()::findLast)
                        .orElseThrow()
                        .candles())
                .isEqualTo(Long.parseLong(db.rows("""
                        select (select count(*) from candle_1m) + (select count(*) from candle_1h)
                            + (select count(*) from candle_1d)
                        """).getFirst()));
    }

    @Test
    void eachCandleThatDiffersIsCountedAndMadeAnew() {
        store(List.of(
                aTrade(1, 0, NOON),
                aTrade(2, 0, NOON.plusSeconds(70), XLM, EUR, new Price(1, 3)),
                aTrade(3, 0, NOON.plusSeconds(7200))));
        candles.makeBatch();
        // Wrong, missing, and too much.
        db.execute("update candle_1m set close_n = close_n + 1 where last_toid >> 32 = 1");
        db.execute("delete from candle_1h where last_toid >> 32 = 2");
        db.execute("""
                insert into candle_1m
                select (jsonb_populate_record(candle, '{"open_time": "2026-03-01T05:00:00Z"}')).*
                from candle_1m as candle where last_toid >> 32 = 3
                """);

        assertThat(rebuild.compare()).isGreaterThanOrEqualTo(3);
        assertThat(answers).last().asString().startsWith("differing: ");

        candles.makeBatch();
        assertThat(rebuild.compare()).isZero();
        assertThat(db.rows("select count(*) from candle_1m where open_time = '2026-03-01T05:00:00Z'"))
                .containsExactly("0");
    }

    @Test
    void aCandleThatIsStillToBeMadeIsNoMismatch() {
        store(List.of(aTrade(1, 0, NOON)));
        candles.makeBatch();
        store(List.of(aTrade(1, 1, NOON), aTrade(2, 0, NOON.plusSeconds(90))));

        assertThat(rebuild.compare()).isZero();
    }

    @Test
    void anotherFloorMakesTheCandlesInReachAnewAndSaysWhatItCannotReach() {
        store(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plus(Duration.ofDays(2)))));
        candles.makeBatch();
        // As the cleaner leaves the first day.
        db.execute("delete from trade where ledger_close_time < '2026-03-02Z'");
        db.execute("insert into retention_watermark (watermark_at) values ('2026-03-02T00:00:00Z')");

        rebuild.bindFloor(Long.MAX_VALUE);

        assertThat(db.rows("select dust_count from candle_1m order by open_time"))
                .containsExactly("0", "1");
        assertThat(dustExcluded(CandleInterval.DAY)).containsExactly(false, true);
        assertThat(dustExcluded(CandleInterval.MONTH)).as("of both floors").containsExactly(false);
        assertThat(db.rows("select floor_stroops from dust_floor")).containsExactly(Long.toString(Long.MAX_VALUE));
        assertThat(answers.getFirst()).contains("1000 until now").contains("2026-03-03T00:00:00Z");
        assertThat(answers.get(1)).contains("keep the floor of 1000");
        DustFloor.bind(db.database(), leadership, Long.MAX_VALUE);
        assertThat(rebuild.compare()).isZero();
        assertThat(answers).anyMatch(line -> line.startsWith("out of reach: candles from 2026-03-01T00:00:00Z"));
    }

    private static List<Boolean> dustExcluded(CandleInterval interval) {
        var all = new CandleRange(interval, NOON.minus(Duration.ofDays(60)), NOON.plus(Duration.ofDays(60)));
        return db.database()
                .snapshot(tx -> new MarketCandleStore()
                        .listFirst(tx, aTrade(1, 0, NOON).pair(), all, Instant.EPOCH, 100).stream()
                                .map(StoredCandle::dustExcluded)
                                .toList());
    }

    @Test
    void anotherFloorIsThatOfAllCandlesWhereNoneIsOutOfReach() {
        store(List.of(aTrade(1, 0, NOON)));
        candles.makeBatch();

        rebuild.bindFloor(Long.MAX_VALUE);
        store(List.of(aTrade(2, 0, NOON.minus(Duration.ofDays(1)))));
        candles.makeBatch();

        assertThat(dustExcluded(CandleInterval.DAY))
                .as("also of an earlier day that is backfilled")
                .containsExactly(true, true);
    }

    @Test
    void readersSeeAnotherFloorTogetherWithAllOfItsCandles() throws Exception {
        store(new RandomTrades(new Random(4)).list(400, NOON, Duration.ofHours(60)));
        candles.makeBatch();
        String everything = "select (select floor_stroops from dust_floor), (select sum(dust_count) from candle_1m),"
                + " (select sum(dust_count) from candle_1h), (select sum(dust_count) from candle_1d)";
        String before = db.rows(everything).getFirst();
        assertThat(before).startsWith("1000\t");

        try (var other = Executors.newSingleThreadExecutor()) {
            Future<?> change = db.database().transaction(tx -> {
                // The change waits for this row while it makes its candles.
                tx.update("update candle_1d set dust_count = dust_count"
                        + " where open_time = (select max(open_time) from candle_1d)");
                Future<?> begun = other.submit(() -> rebuild.bindFloor(500_000));
                await().until(() ->
                        !db.rows("select from pg_locks where not granted").isEmpty());
                assertThat(db.rows(everything)).containsExactly(before);
                return begun;
            });
            change.get(30, TimeUnit.SECONDS);
        }

        String dust = db.rows("select count(*) from trade where least(base_amount, counter_amount) < 500000")
                .getFirst();
        assertThat(db.rows(everything)).containsExactly("500000\t" + String.join("\t", dust, dust, dust));
        assertThat(db.rows("select count(*) from change_mark")).containsExactly("0");
    }

    @Test
    void anotherFloorMakesOnlyTheCandlesAnewWhoseDustItChangesAndReportsThem() {
        store(new RandomTrades(new Random(5)).list(400, NOON, Duration.ofHours(60)));
        candles.makeBatch();
        long changed = Long.parseLong(db.rows("""
                select count(distinct (trade_pair_id, date_bin('1 minute', ledger_close_time, 'epoch')))
                from trade
                where least(base_amount, counter_amount) >= 100 and least(base_amount, counter_amount) < 1000
                """).getFirst());
        assertThat(changed).isBetween(1L, 300L);

        rebuild.bindFloor(100);

        assertThat(db.rows("select count(*) from candle_1m where revision = 2"))
                .containsExactly(Long.toString(changed));
        assertThat(answers.getFirst()).contains("; " + changed + " candles of a minute");
        assertThat(db.rows("select count(*) from candle_change"))
                .as("one of the batch, and one of each day")
                .containsExactly("4");
        assertThat(rebuild.compare()).isZero();
    }

    @Test
    void mismatchesOfARebuildThatWasInterruptedAreKnown() {
        var store = new CandleRebuildStore();
        db.database().commit(tx -> {
            long id = store.begin(tx, NOON, NOON.plus(Duration.ofDays(1)), NOON);
            store.addMismatches(tx, id, 2);
            store.addMismatches(tx, id, 3);
        });

        assertThat(db.database().snapshot(store::findLast).orElseThrow().mismatches())
                .isEqualTo(5);
    }

    @Test
    void withoutTradesThereIsNothingToCompare() {
        assertThat(rebuild.compare()).isZero();
        assertThat(answers).containsExactly("no trades are stored: nothing to compare");
    }
}
