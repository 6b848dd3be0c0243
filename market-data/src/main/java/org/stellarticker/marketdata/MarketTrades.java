package org.stellarticker.marketdata;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.MarketTradeStore;
import org.stellarticker.db.trade.TradeQuery;

/** Pages through the stored trades of a market. */
public final class MarketTrades {

    private final MarketStore markets = new MarketStore();
    private final MarketTradeStore trades = new MarketTradeStore();

    /**
     * Lists the next trades of a market.
     *
     * @param asked in either direction, which the trades have
     * @param query the trade after which it begins may be the last page's {@link TradePage#next()}
     * @return an empty page for a market that never traded
     */
    public TradePage list(Transaction tx, TradePair asked, TradeQuery query) {
        Orientation direction = Orientation.of(asked);
        List<MarketTrade> found = markets.find(tx, direction.orient(asked))
                .map(market -> trades.list(tx, market, query.oneMore()))
                .orElse(List.of());
        List<MarketTrade> page = found.stream()
                .limit(query.most())
                .map(stored ->
                        new MarketTrade(direction.orient(stored.trade()), stored.ingestedFrom(), stored.storedAt()))
                .toList();
        return new TradePage(
                page,
                found.size() > query.most() ? Optional.of(page.getLast().trade().id()) : Optional.empty());
    }
}
