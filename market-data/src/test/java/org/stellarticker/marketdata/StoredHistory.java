package org.stellarticker.marketdata;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Trades of some days at random, with their candles, as ingester and aggregator leave them. */
final class StoredHistory {

    /** Across the night on which clocks in Berlin, where tests run, skip an hour. */
    static final Instant START = Instant.parse("2026-03-27T21:00:00Z");

    static final Duration LENGTH = Duration.ofHours(75);
    static final Instant END = START.plus(LENGTH);

    private final TestDatabase db;
    private final List<Trade> trades;

    private StoredHistory(TestDatabase db, List<Trade> trades) {
        this.db = db;
        this.trades = trades;
    }

    static StoredHistory store(TestDatabase db, long seed) {
        List<Trade> trades = new RandomTrades(new Random(seed))
                .list(900, START, LENGTH).stream().map(Trade::normalised).toList();
        var store = new TradeStore(db.database());
        var candles = new CandleStore();
        db.database().<Long>transaction(tx -> new DustFloorStore().bind(tx, RandomTrades.DUST_FLOOR));
        db.database().commit(tx -> store.insert(tx, trades, TradeSource.PAGE));
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1_000_000)));
        return new StoredHistory(db, trades);
    }

    /** Computes and stores the windows of all markets, as the aggregator does. */
    void storeWindows(Instant asOf) {
        var markets = new MarketStore();
        db.database().commit(tx -> {
            for (StoredWindow window : StoredWindow.values()) {
                markets.saveAllWindows(tx, window, asOf);
            }
            markets.saveSnapshot(tx, asOf, new SavedWindows(1, /* lost= */ false), 0);
        });
    }

    /** All trades, normalised, in the order of their ids. */
    List<Trade> trades() {
        return trades;
    }

    List<Trade> of(TradePair market) {
        return trades.stream().filter(trade -> trade.pair().equals(market)).toList();
    }

    Map<TradePair, List<Trade>> byMarket() {
        return trades.stream().collect(groupingBy(Trade::pair));
    }

    /** Those later than an instant, and not later than another. */
    static List<Trade> within(List<Trade> trades, Instant after, Instant upTo) {
        return trades.stream()
                .filter(trade -> trade.ledgerCloseTime().isAfter(after)
                        && !trade.ledgerCloseTime().isAfter(upTo))
                .toList();
    }
}
