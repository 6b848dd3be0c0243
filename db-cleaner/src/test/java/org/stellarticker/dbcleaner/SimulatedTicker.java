package org.stellarticker.dbcleaner;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.market.WindowValues;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.trade.Trades;

/** Does the other programs' work in the database by a settable clock, and knows the expected result. */
final class SimulatedTicker {

    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    final TestDatabase testDatabase;
    final Database database;
    final TestClock clock = new TestClock(BEGIN);

    private final TradeStore trades;
    private final CandleStore candles = new CandleStore();
    private final MarketStore markets = new MarketStore();
    private final List<Trade> pattern;
    private final List<Trade> stored = new ArrayList<>();

    SimulatedTicker(TestDatabase testDatabase, int tradesADay) {
        this.testDatabase = testDatabase;
        this.database = testDatabase.database();
        this.trades = new TradeStore(database);
        this.pattern = new RandomTrades(new Random(1)).list(tradesADay, BEGIN, DAY);
    }

    /** Every day has the same trades, so that rows can be counted against each other. */
    private List<Trade> tradesOf(int day) {
        long ledgers = day * DAY.toSeconds();
        return pattern.stream()
                .map(trade -> new Trade(
                        new TradeId(
                                trade.id().toid() + (ledgers << 32), trade.id().index()),
                        trade.ledgerCloseTime().plusSeconds(ledgers),
                        trade.base(),
                        trade.counter(),
                        trade.price(),
                        trade.baseIsSeller(),
                        trade.poolFee()))
                .toList();
    }

    /** Lets time pass, and stores what is traded in it as the live stream does. */
    void passTo(Instant to) {
        Instant from = clock.instant();
        clock.set(to);
        storeLive(between(from, to));
    }

    /** Trades of the simulated time, {@code from} inclusive, {@code to} exclusive. */
    List<Trade> between(Instant from, Instant to) {
        var some = new ArrayList<Trade>();
        for (int day = day(from); day <= day(to); day++) {
            tradesOf(day).stream()
                    .filter(trade -> !trade.ledgerCloseTime().isBefore(from))
                    .filter(trade -> trade.ledgerCloseTime().isBefore(to))
                    .forEach(some::add);
        }
        return some;
    }

    /** A trade that none of those has, in a market that they have. */
    static List<Trade> late(Instant time) {
        long ledger = 1000 + Duration.between(BEGIN, time).toSeconds();
        return List.of(Trades.aTrade(ledger, 0, time));
    }

    private static int day(Instant time) {
        return Math.toIntExact(Duration.between(BEGIN, time).toDays());
    }

    /** As the live stream does, in the order of their ids. */
    void storeLive(List<Trade> some) {
        if (!some.isEmpty()) {
            LedgerSequence last = some.getLast().id().ledger();
            database.commit(tx -> {
                trades.insert(tx, some, TradeSource.STREAM);
                new CursorStore().save(tx, new Cursor(CursorStore.TRADES, PagingToken.before(last.next())));
            });
            stored.addAll(some);
        }
    }

    /** Stores trades as a repair or a backfill does; {@link #stored} does not know them. */
    int storeLate(List<Trade> some) {
        return database.transaction(
                tx -> trades.insert(tx, some, TradeSource.REPAIR).count());
    }

    /** What was stored live so far. */
    List<Trade> stored() {
        return stored;
    }

    void aggregate() {
        boolean more = true;
        while (more) {
            more = database.transaction(tx -> {
                var dirty = candles.take(tx, 1000);
                candles.make(tx, dirty);
                return dirty.size() > 0;
            });
        }
        database.commit(tx -> {
            for (StoredWindow window : StoredWindow.values()) {
                markets.saveAllWindows(tx, window, clock.instant());
            }
        });
    }

    /** The stored windows, by market and hours. */
    Map<String, WindowValues> windows() {
        var found = new TreeMap<String, WindowValues>();
        List<MarketWindow> windows = database.snapshot(markets::listWindows);
        for (MarketWindow window : windows) {
            MarketStats stats = window.stats();
            found.put(
                    window.pair() + " " + window.windowHours(),
                    new WindowValues(
                            stats.baseVolume().movePointRight(7).toBigIntegerExact(),
                            stats.counterVolume().movePointRight(7).toBigIntegerExact(),
                            stats.tradeCount(),
                            stats.buyCount(),
                            stats.open(),
                            stats.high(),
                            stats.low(),
                            stats.close(),
                            stats.first(),
                            stats.last(),
                            stats.firstTradeTime(),
                            stats.lastTradeTime()));
        }
        return found;
    }

    /** As all trades that were ever stored make them. */
    Map<String, WindowValues> expectedWindows() {
        var expected = new TreeMap<String, WindowValues>();
        for (StoredWindow window : StoredWindow.values()) {
            Instant start = clock.instant().minus(window.length());
            expected.putAll(WindowValues.by(
                    trade -> trade.pair() + " " + window.hours(),
                    stored.stream()
                            .filter(trade -> trade.ledgerCloseTime().isAfter(start))
                            .toList()));
        }
        return expected;
    }

    /** All candles of an interval, by market and begin. */
    Map<String, WindowValues> candles(CandleInterval interval) {
        var found = new TreeMap<String, WindowValues>();
        String sql = """
                select candle.*, b.code as bc, b.issuer as bi, c.code as cc, c.issuer as ci
                from candle_%s candle
                join trade_pair using (trade_pair_id)
                join asset b on b.asset_id = base_asset_id
                join asset c on c.asset_id = counter_asset_id
                """.formatted(interval.word());
        database.<List<WindowValues>>snapshot(tx -> tx.list(
                sql,
                columns -> found.put(
                        AssetRow.asset(columns, "bc", "bi") + " / " + AssetRow.asset(columns, "cc", "ci") + " "
                                + Columns.instant(columns, "open_time"),
                        WindowValues.read(columns))));
        return found;
    }

    /** As all trades that were ever stored make them, those that begin at an instant or later. */
    Map<String, WindowValues> expectedCandles(CandleInterval interval, Instant since) {
        long length = interval.length().toSeconds();
        return WindowValues.by(
                trade -> trade.pair() + " "
                        + Instant.ofEpochSecond(trade.ledgerCloseTime().getEpochSecond() / length * length),
                stored.stream()
                        .filter(trade -> !trade.ledgerCloseTime().isBefore(since))
                        .toList());
    }

    List<LocalDate> days() {
        List<DayPartition> partitions = database.snapshot(new PartitionStore(database)::list);
        return partitions.stream().map(DayPartition::day).toList();
    }

    long count(String table) {
        return database.snapshot(tx -> tx.get("select count(*) from " + table, columns -> columns.getLong(1)));
    }
}
