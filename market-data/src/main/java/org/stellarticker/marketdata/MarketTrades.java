package org.stellarticker.marketdata;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.MarketTradeStore;
import org.stellarticker.db.trade.PageOrder;

/** Pages through the stored trades of a market. */
public final class MarketTrades {

    private final MarketStore markets = new MarketStore();
    private final MarketTradeStore trades = new MarketTradeStore();

    /**
     * Lists the next trades of a market.
     *
     * @param asked in either direction, which the trades have
     * @param after the trade after which the page begins, such as the last page's {@link TradePage#next()}; empty for the first
     * @param most above 0
     * @return an empty page for a market that never traded
     */
    public TradePage list(Transaction tx, TradePair asked, PageOrder order, Optional<TradeId> after, int most) {
        if (most <= 0) {
            throw new IllegalArgumentException("trades: expected a limit of 1 or more, found " + most);
        }
        Orientation direction = Orientation.of(asked);
        List<MarketTrade> found = markets.find(tx, direction.orient(asked))
                // One more shows whether another page follows.
                .map(market -> trades.list(tx, market, order, after, most + 1))
                .orElse(List.of());
        List<MarketTrade> page = found.stream()
                .limit(most)
                .map(stored ->
                        new MarketTrade(direction.orient(stored.trade()), stored.ingestedFrom(), stored.storedAt()))
                .toList();
        return new TradePage(
                page, found.size() > most ? Optional.of(page.getLast().trade().id()) : Optional.empty());
    }
}
