package org.stellarticker.marketdata;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.orderbook.OrderBookStore;

/** Sums markets up over a window, exactly and in the direction that is asked for. */
public final class MarketSummaries {

    private final MarketWindows windows = new MarketWindows();
    private final MarketStore markets = new MarketStore();
    private final OrderBookStore books = new OrderBookStore();

    /**
     * Lists all markets that traded in the last hours as they are stored, in the order of their pairs' assets;
     * {@link MarketSummary#quotedBy} turns each. All of it is read by two or three statements, however many markets there are.
     *
     * @param hours above 0
     * @param now whole microseconds
     */
    public List<MarketSummary> list(Transaction tx, int hours, Instant now) {
        TradedMarkets traded = windows.last(tx, hours, now);
        Map<TradePair, OrderBookSummary> summaries =
                books.list(tx).stream().collect(toMap(OrderBookSummary::pair, Function.identity()));
        return traded.windows().stream()
                .map(window -> summary(traded, window, Optional.ofNullable(summaries.get(window.pair()))))
                .toList();
    }

    /**
     * Sums some markets up over the last hours as they are stored, also those that did not trade; otherwise as
     * {@link #list(Transaction, int, Instant)}.
     */
    public List<MarketSummary> list(Transaction tx, Collection<KnownMarket> some, int hours, Instant now) {
        TradedMarkets traded = windows.last(tx, hours, now);
        Map<TradePair, MarketWindow> byPair =
                traded.windows().stream().collect(toMap(MarketWindow::pair, Function.identity()));
        Map<TradePair, OrderBookSummary> summaries =
                books.list(tx).stream().collect(toMap(OrderBookSummary::pair, Function.identity()));
        return some.stream()
                .map(market -> new MarketSummary(
                        market.pair(),
                        traded.from(),
                        traded.asOf(),
                        market.bothValid(),
                        Optional.ofNullable(byPair.get(market.pair())).map(MarketWindow::stats),
                        Optional.ofNullable(summaries.get(market.pair())).map(BestOffers::of)))
                .toList();
    }

    private static MarketSummary summary(TradedMarkets traded, MarketWindow window, Optional<OrderBookSummary> book) {
        return new MarketSummary(
                window.pair(),
                traded.from(),
                traded.asOf(),
                window.bothValid(),
                Optional.of(window.stats()),
                book.map(BestOffers::of));
    }

    /**
     * Sums one market up over the last hours.
     *
     * @param asked in either direction, which the answer has
     * @param hours above 0
     * @param now whole microseconds
     * @return empty for a market that never traded
     */
    public Optional<MarketSummary> find(Transaction tx, TradePair asked, int hours, Instant now) {
        Orientation direction = Orientation.of(asked);
        return markets.find(tx, direction.orient(asked)).map(market -> {
            TradedMarkets traded = windows.last(tx, market, hours, now);
            return new MarketSummary(
                            market.pair(),
                            traded.from(),
                            traded.asOf(),
                            market.bothValid(),
                            traded.windows().stream().findFirst().map(MarketWindow::stats),
                            books.find(tx, market.pair())
                                    .map(OrderBook::summary)
                                    .map(BestOffers::of))
                    .orient(direction);
        });
    }
}
