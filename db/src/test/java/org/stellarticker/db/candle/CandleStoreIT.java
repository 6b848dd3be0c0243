package org.stellarticker.db.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.Columns;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.market.WindowValues;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class CandleStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final CandleStore candles = new CandleStore();
    private TradeStore trades;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        trades = new TradeStore(db.database());
        db.database().<Long>transaction(tx -> new DustFloorStore().bind(tx, RandomTrades.DUST_FLOOR));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void candlesEqualARecomputationInWhateverOrderTradesArrive(long seed) {
        var random = new Random(seed);
        // Across the night on which clocks in Berlin, where tests run, skip an hour.
        List<Trade> all =
                new RandomTrades(random).list(600, Instant.parse("2026-03-28T20:00:00Z"), Duration.ofHours(50));
        var arriving = new ArrayList<>(all);
        Collections.shuffle(arriving, random);

        for (int from = 0; from < arriving.size(); ) {
            int to = Math.min(arriving.size(), from + 1 + random.nextInt(100));
            insert(arriving.subList(from, to));
            from = to;
            if (random.nextBoolean()) {
                make(1 + random.nextInt(150));
            }
        }
        while (make(100) > 0) {
            // Until no mark is left.
        }

        for (CandleInterval interval : CandleInterval.stored()) {
            assertThat(stored(interval)).as(interval.word()).isEqualTo(recomputed(interval, all));
            assertThat(ExDustValues.read(db, interval))
                    .as(interval.word())
                    .isEqualTo(ExDustValues.by(trade -> candleOf(trade, interval), all));
        }
    }

    /** A day of many candles in which prices without dust come from some minutes only. */
    @Test
    void pricesWithoutDustSkipDustAtEitherEndOfEveryCandle() {
        var price = new Price(1, 2);
        insert(List.of(
                sized(1, 0, NOON, 999, 5_000, new Price(1, 100)),
                sized(2, 0, NOON.plusSeconds(10), 1_000, 1_000, price),
                sized(3, 0, NOON.plusSeconds(20), 5_000, 0, new Price(100, 1)),
                sized(4, 0, NOON.plusSeconds(70), 10, 10, new Price(200, 1))));
        make(10);

        assertThat(db.rows(
                        "select dust_count, ex_dust_open_n, ex_dust_high_n, ex_dust_low_d, ex_dust_close_d, high_n, low_d"
                                + " from candle_1m order by open_time"))
                .containsExactly("2\t1\t1\t2\t2\t100\t100", "1\tnull\tnull\tnull\tnull\t200\t1");
        for (String table : List.of("candle_1h", "candle_1d")) {
            assertThat(db.rows(
                            "select trade_count, dust_count, ex_dust_open_n, ex_dust_high_n, ex_dust_low_d, ex_dust_close_d"
                                    + " from " + table))
                    .as(table)
                    .containsExactly("4\t3\t1\t1\t2\t2");
        }
    }

    @Test
    void aLateTradeWithoutDustGivesItsPricesToACandleOfDust() {
        insert(List.of(sized(5, 0, NOON.plusSeconds(5), 1, 1, new Price(9, 1))));
        make(10);
        assertThat(db.rows("select base_volume, ex_dust_close_n from candle_1d"))
                .containsExactly("1\tnull");

        insert(List.of(sized(3, 0, NOON.plusSeconds(3), 2_000, 6_000, new Price(3, 1))));
        make(10);

        for (String table : List.of("candle_1m", "candle_1h", "candle_1d")) {
            assertThat(db.rows(
                            "select trade_count, dust_count, close_n, ex_dust_open_n, ex_dust_close_n from " + table))
                    .as(table)
                    .containsExactly("2\t1\t9\t3\t3");
        }
    }

    @Test
    void anotherDustFloorIsStoredOnlyWhileThereAreNoCandles() {
        var floors = new DustFloorStore();
        assertThat(db.database().<Long>transaction(tx -> floors.bind(tx, 7))).isEqualTo(7);
        insert(List.of(aTrade(1, 0, NOON)));
        make(10);

        assertThat(db.database().<Long>transaction(tx -> floors.bind(tx, 8))).isEqualTo(7);
        assertThat(db.rows("select floor_stroops from dust_floor")).containsExactly("7");
    }

    @Test
    void aRevisionGrowsWithEachChangeAndOnlyThen() {
        insert(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(120))));
        make(10);
        assertThat(revisions()).containsExactly("1m 1", "1m 1", "1h 1", "1d 1");

        db.execute("insert into change_mark (minute, trade_pair_id) select open_time, trade_pair_id from candle_1m");
        make(10);
        assertThat(revisions()).as("made anew from the same trades").containsExactly("1m 1", "1m 1", "1h 1", "1d 1");

        insert(List.of(aTrade(1, 1, NOON)));
        make(10);
        assertThat(revisions()).as("after a late trade").containsExactly("1m 2", "1m 1", "1h 2", "1d 2");
    }

    @Test
    void aRevisionGrowsAlsoWhenACandleIsEmptiedAndItsTradesComeBack() {
        var first = aTrade(1, 0, NOON);
        insert(List.of(first));
        make(10);
        insert(List.of(aTrade(1, 1, NOON)));
        make(10);
        assertThat(revisions()).containsExactly("1m 2", "1h 2", "1d 2");

        removeTradesFromNoonOn();
        assertThat(revisions()).isEmpty();
        insert(List.of(first));
        make(10);
        assertThat(revisions()).as("2 trades, none, 1 trade").containsExactly("1m 4", "1h 4", "1d 4");

        removeTradesFromNoonOn();
        insert(List.of(first, aTrade(1, 1, NOON)));
        make(10);
        assertThat(revisions()).containsExactly("1m 6", "1h 6", "1d 6");
        insert(List.of(aTrade(1, 2, NOON)));
        make(10);
        assertThat(revisions()).containsExactly("1m 7", "1h 7", "1d 7");
    }

    @Test
    void aRevisionOfFiveMinutesGrowsAlsoWhenOneOfThemIsEmptied() {
        insert(List.of(aTrade(1, 0, NOON.minusSeconds(60)), aTrade(2, 0, NOON), aTrade(3, 0, NOON.plusSeconds(60))));
        make(10);
        assertThat(revisionsOfFiveMinutes()).containsExactly(1L, 2L);

        removeTradesFrom(NOON.plusSeconds(60));
        assertThat(revisionsOfFiveMinutes()).containsExactly(1L, 3L);

        insert(List.of(aTrade(4, 0, NOON.plusSeconds(70))));
        make(10);
        assertThat(revisionsOfFiveMinutes()).containsExactly(1L, 4L);

        removeTradesFromNoonOn();
        assertThat(revisionsOfFiveMinutes()).as("no candle without a trade").containsExactly(1L);
        insert(List.of(aTrade(5, 0, NOON)));
        make(10);
        assertThat(revisionsOfFiveMinutes()).containsExactly(1L, 7L);
    }

    private List<Long> revisionsOfFiveMinutes() {
        var all = new CandleRange(CandleInterval.FIVE_MINUTES, NOON.minus(Duration.ofDays(1)), NOON.plusSeconds(600));
        return db.database()
                .snapshot(tx -> new MarketCandleStore()
                        .listFirst(tx, aTrade(1, 0, NOON).pair(), all, Instant.EPOCH, 100).stream()
                                .map(StoredCandle::revision)
                                .toList());
    }

    private void removeTradesFromNoonOn() {
        removeTradesFrom(NOON);
    }

    /** As ledgers leave it that get another close time. */
    private void removeTradesFrom(Instant from) {
        db.execute("delete from trade where ledger_close_time >= '" + from + "'");
        db.execute("insert into change_mark (minute, trade_pair_id) select open_time, trade_pair_id from candle_1m"
                + " where open_time >= '" + from + "'");
        make(10);
    }

    private static List<String> revisions() {
        return db.rows("""
                select word || ' ' || revision
                from (
                    select 1, '1m', open_time, revision from candle_1m
                    union all select 2, '1h', open_time, revision from candle_1h
                    union all select 3, '1d', open_time, revision from candle_1d
                ) as candle (position, word, open_time, revision)
                order by position, open_time
                """);
    }

    @Test
    void aCandleWithoutATradeAnyMoreIsDeleted() {
        insert(List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plus(Duration.ofDays(1)))));
        make(10);

        // As a ledger that gets another close time leaves it.
        db.execute("delete from trade where ledger_close_time = '2026-03-01T12:00:00Z'");
        db.execute("insert into change_mark (minute, trade_pair_id) select open_time, trade_pair_id from candle_1m");
        make(10);

        for (String table : List.of("candle_1m", "candle_1h", "candle_1d")) {
            assertThat(db.rows("select trade_count from " + table)).as(table).containsExactly("1");
        }
    }

    private static Trade sized(long ledger, int index, Instant closeTime, long base, long counter, Price price) {
        Trade trade = aTrade(ledger, index, closeTime, XLM, EUR, price);
        return new Trade(
                trade.id(),
                closeTime,
                new TradeSide(XLM, new Amount(base), trade.base().party()),
                new TradeSide(EUR, new Amount(counter), trade.counter().party()),
                price,
                trade.baseIsSeller(),
                trade.poolFee());
    }

    @Test
    void theNewestMinutesAreMadeFirst() {
        insert(List.of(aTrade(1, 0, NOON.minusSeconds(120)), aTrade(2, 0, NOON), aTrade(3, 0, NOON.plusSeconds(60))));
        insert(List.of(aTrade(4, 0, NOON.minusSeconds(60)), aTrade(5, 0, NOON.plusSeconds(70))));

        assertThat(make(3)).isEqualTo(3);

        assertThat(db.rows("select open_time at time zone 'UTC', trade_count from candle_1m order by 1"))
                .containsExactly("2026-03-01 12:00:00\t1", "2026-03-01 12:01:00\t2");
        assertThat(db.database().<Long>snapshot(candles::countMarks)).isEqualTo(2);
        assertThat(make(3)).isEqualTo(2);
        assertThat(db.rows("select trade_count from candle_1d")).containsExactly("5");
    }

    @Test
    void aReplayedTradeCountsOnce() {
        var batch = List.of(aTrade(1, 0, NOON), aTrade(1, 1, NOON));
        insert(batch);
        make(10);

        insert(batch);

        assertThat(make(10)).isZero();
        assertThat(db.rows("select trade_count from candle_1m")).containsExactly("2");
    }

    /** The race: trades of a minute are stored, but not committed, while the minute's candle is being made. */
    @Test
    void tradesStoredWhileTheirCandleIsMadeAreInTheNextOne() throws Exception {
        insert(List.of(aTrade(1, 0, NOON)));
        var taken = new CountDownLatch(1);
        var stored = new CountDownLatch(1);
        try (var other = Executors.newSingleThreadExecutor()) {
            var making = other.submit(() -> {
                db.database().commit(tx -> {
                    var dirty = candles.take(tx, 10);
                    taken.countDown();
                    await(stored);
                    candles.make(tx, dirty);
                });
                return true;
            });
            taken.await();
            db.database().commit(tx -> {
                trades.insert(tx, List.of(aTrade(2, 0, NOON.plusSeconds(5))), TradeSource.STREAM);
                stored.countDown();
                // Not committed before the candle is made, which must not wait for us.
                assertThat(get(making)).isTrue();
            });
        }

        assertThat(db.rows("select trade_count from candle_1m")).containsExactly("1");
        assertThat(make(10)).isEqualTo(1);
        assertThat(db.rows("select trade_count from candle_1m")).containsExactly("2");
    }

    @Test
    void aCandleIsOfOneExactMarket() {
        insert(List.of(aTrade(1, 0, NOON), aTrade(1, 1, NOON, XLM, EUR, new Price(1, 3))));
        make(10);

        assertThat(db.rows("select trade_count, close_n, close_d from candle_1h order by trade_pair_id"))
                .containsExactlyInAnyOrder("1\t1\t2", "1\t1\t3");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T get(java.util.concurrent.Future<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(List<Trade> batch) {
        db.database().commit(tx -> trades.insert(tx, batch, TradeSource.STREAM));
    }

    /** Makes candles of at most so many marks and returns their number. */
    private int make(int marks) {
        return db.database().transaction(tx -> {
            var dirty = candles.take(tx, marks);
            candles.make(tx, dirty);
            return dirty.marks();
        });
    }

    private static Map<String, WindowValues> recomputed(CandleInterval interval, List<Trade> trades) {
        return WindowValues.by(trade -> candleOf(trade, interval), trades);
    }

    private static String candleOf(Trade trade, CandleInterval interval) {
        long seconds = interval.length().toSeconds();
        return trade.pair() + " "
                + Instant.ofEpochSecond(trade.ledgerCloseTime().getEpochSecond() / seconds * seconds);
    }

    private static Map<String, WindowValues> stored(CandleInterval interval) {
        var stored = new TreeMap<String, WindowValues>();
        String sql = """
                select candle.*, b.code as bc, b.issuer as bi, c.code as cc, c.issuer as ci
                from candle_%s candle
                join trade_pair using (trade_pair_id)
                join asset b on b.asset_id = base_asset_id
                join asset c on c.asset_id = counter_asset_id
                """.formatted(interval.word());
        db.database()
                .<List<WindowValues>>snapshot(tx -> tx.list(
                        sql,
                        columns -> stored.put(
                                AssetRow.asset(columns, "bc", "bi") + " / " + AssetRow.asset(columns, "cc", "ci") + " "
                                        + Columns.instant(columns, "open_time"),
                                WindowValues.read(columns))));
        return stored;
    }
}
