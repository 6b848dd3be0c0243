package org.stellarticker.aggregator;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.market.WindowValues;

/** All stored windows, by market and hours: as they are, and as they should be. */
final class Windows {

    private Windows() {}

    static Map<String, WindowValues> stored(Database database) {
        var stored = new TreeMap<String, WindowValues>();
        List<MarketWindow> windows = database.snapshot(tx -> new MarketStore().listWindows(tx));
        for (MarketWindow window : windows) {
            MarketStats stats = window.stats();
            stored.put(
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
        return stored;
    }

    /** Recomputes windows from raw trades: those later than the snapshot minus the window, without an upper bound. */
    static Map<String, WindowValues> recomputed(Collection<Trade> trades, Instant asOf) {
        var recomputed = new TreeMap<String, WindowValues>();
        for (StoredWindow window : StoredWindow.values()) {
            Instant start = asOf.minus(window.length());
            recomputed.putAll(WindowValues.by(
                    trade -> trade.pair() + " " + window.hours(),
                    trades.stream()
                            .filter(trade -> trade.ledgerCloseTime().isAfter(start))
                            .toList()));
        }
        return recomputed;
    }

    static Instant asOf(Database database) {
        return database.snapshot(tx -> new MarketStore().findSnapshot(tx))
                .orElseThrow()
                .asOf();
    }
}
