package org.stellarticker.aggregator;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            stored.put(
                    window.pair() + " " + window.windowHours(),
                    new Figures(
                            window.baseVolume().movePointRight(7).toBigIntegerExact(),
                            window.counterVolume().movePointRight(7).toBigIntegerExact(),
                            window.tradeCount(),
                            window.open(),
                            window.high(),
                            window.low(),
                            window.close(),
                            window.first(),
                            window.last(),
                            window.firstTradeTime(),
                            window.lastTradeTime()));
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
