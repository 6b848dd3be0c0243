package org.stellarticker.marketdata.listing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.marketdata.MarketTrades;
import org.stellarticker.marketdata.TradePage;

/** Reads the newest trades of a market in a range of time. */
public final class TradeHistory {

    private static final int PAGE = 1000;

    private final MarketTrades trades = new MarketTrades();
    private final LedgerStore ledgers = new LedgerStore();

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
        Optional<TradeId> after = to.flatMap(end -> ledgers.findFirstSince(tx, end.plusNanos(1000)))
                .map(ledger -> new TradeId(ledger.value() << 32, 0));
        while (true) {
            TradePage page = trades.list(tx, asked, PageOrder.DESCENDING, after, PAGE);
            for (MarketTrade stored : page.trades()) {
                if (stored.trade().ledgerCloseTime().isBefore(from) || found.size() == most) {
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
