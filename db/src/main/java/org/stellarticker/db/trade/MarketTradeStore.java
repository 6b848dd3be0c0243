package org.stellarticker.db.trade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.KnownMarket;

/** Lists the trades of one market, page by page. */
public final class MarketTradeStore {

    private static final String PAGE_ASCENDING = Sql.of(
            MarketTradeStore.class,
            "page",
            Map.of(
                    "row",
                    TradeRow.SQL,
                    "ahead",
                    ">",
                    "behind",
                    "<",
                    "toward",
                    "desc",
                    "end",
                    "-infinity",
                    "order",
                    "asc"));
    private static final String PAGE_DESCENDING = Sql.of(
            MarketTradeStore.class,
            "page",
            Map.of(
                    "row",
                    TradeRow.SQL,
                    "ahead",
                    "<",
                    "behind",
                    ">",
                    "toward",
                    "asc",
                    "end",
                    "infinity",
                    "order",
                    "desc"));

    /**
     * Lists the next trades of a market.
     *
     * @param after the trade after which the page starts, whether it is stored or not; empty for the first page
     * @param most above 0
     */
    public List<MarketTrade> list(
            Transaction tx, KnownMarket market, PageOrder order, Optional<TradeId> after, int most) {
        String page = switch (order) {
            case ASCENDING -> PAGE_ASCENDING;
            case DESCENDING -> PAGE_DESCENDING;
        };
        Optional<Long> toid = after.map(TradeId::toid);
        return tx.listReplanned(
                page, TradeRow::readStored, market.pairId(), toid, toid, toid, toid, after.map(TradeId::index), most);
    }
}
