package org.stellarticker.marketdata.listing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.marketdata.MarketTrades;
import org.stellarticker.marketdata.TradePage;

/** Reads the newest trades of a market in a range of time. */
public final class TradeHistory {

    private static final int PAGE = 1000;

    private final MarketTrades trades = new MarketTrades();

    /**
     * Lists trades, the newest first.
     *
     * @param asked in either direction, which the trades have
     * @param from inclusive
     * @param to inclusive; empty for no end
     * @param wanted which of the trades count
     * @param most above 0
     */
    public List<Swap> newest(
            Transaction tx, TradePair asked, Instant from, Optional<Instant> to, Predicate<Swap> wanted, int most) {
        var found = new ArrayList<Swap>();
        Optional<Instant> end = to.map(inclusive -> inclusive.plus(1, ChronoUnit.MICROS));
        Optional<TradeId> after = Optional.empty();
        while (true) {
            var query = new TradeQuery(PageOrder.DESCENDING, after, Optional.of(from), end, PAGE);
            TradePage page = trades.list(tx, asked, query);
            for (MarketTrade stored : page.trades()) {
                if (found.size() == most) {
                    return found;
                }
                Swap swap = Swap.of(stored.trade());
                if (wanted.test(swap)) {
                    found.add(swap);
                }
            }
            if (page.next().isEmpty()) {
                return found;
            }
            after = page.next();
        }
    }
}
