package org.stellarticker.marketdata.legacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.orderbook.OrderBookStore;

/**
 * The content of {@code markets.json}.
 *
 * @param asOf the instant at which all windows end
 * @param changedAt the last snapshot in which a window changed
 * @param pairs by name
 */
public record LegacyMarkets(Instant asOf, Instant changedAt, List<LegacyPair> pairs) {

    private static final MarketStore MARKETS = new MarketStore();
    private static final OrderBookStore BOOKS = new OrderBookStore();

    /**
     * Reads the stored windows and order books, each with one statement.
     *
     * @param tx a snapshot, so that windows, their instant and books belong together
     * @return empty until windows were computed for the first time
     */
    public static Optional<LegacyMarkets> read(Transaction tx) {
        return MARKETS.findSnapshot(tx)
                .map(stored -> new LegacyMarkets(
                        stored.asOf(),
                        stored.changedAt(),
                        pairs(MARKETS.listWindows(tx), LegacyBooks.of(BOOKS.list(tx)))));
    }

    private static List<LegacyPair> pairs(List<MarketWindow> windows, LegacyBooks books) {
        Map<String, MarketStats> days = sum(windows, StoredWindow.DAY);
        return sum(windows, StoredWindow.WEEK).entrySet().stream()
                .map(week -> new LegacyPair(
                        week.getKey(),
                        Optional.ofNullable(days.get(week.getKey())),
                        week.getValue(),
                        books.named(week.getKey())))
                .toList();
    }

    private static Map<String, MarketStats> sum(List<MarketWindow> windows, StoredWindow length) {
        return NamedMarkets.sum(
                windows.stream().filter(window -> window.bothValid() && window.windowHours() == length.hours()));
    }
}
