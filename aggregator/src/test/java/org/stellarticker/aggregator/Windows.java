package org.stellarticker.aggregator;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.market.Figures;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;

/** All stored windows, by market and hours: as they are, and as they should be. */
final class Windows {

    private Windows() {}

    static Map<String, Figures> stored(Database database) {
        var stored = new TreeMap<String, Figures>();
        List<MarketWindow> windows = database.snapshot(tx -> new MarketStore().listWindows(tx));
        for (MarketWindow window : windows) {
            MarketStats stats = window.stats();
            stored.put(
                    window.pair() + " " + window.windowHours(),
                    new Figures(
                            stats.baseVolume().movePointRight(7).toBigIntegerExact(),
                            stats.counterVolume().movePointRight(7).toBigIntegerExact(),
                            stats.tradeCount(),
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

    /** From raw trades: those later than the cut minus the window, and no upper bound. */
    static Map<String, Figures> recomputed(Collection<Trade> trades, Instant cutAt) {
        var recomputed = new TreeMap<String, Figures>();
        for (StoredWindow window : StoredWindow.values()) {
            Instant start = cutAt.minus(window.length());
            recomputed.putAll(Figures.by(
                    trade -> trade.pair() + " " + window.hours(),
                    trades.stream()
                            .filter(trade -> trade.ledgerCloseTime().isAfter(start))
                            .toList()));
        }
        return recomputed;
    }

    static Instant cutAt(Database database) {
        return database.snapshot(tx -> new MarketStore().findCut(tx))
                .orElseThrow()
                .cutAt();
    }
}
