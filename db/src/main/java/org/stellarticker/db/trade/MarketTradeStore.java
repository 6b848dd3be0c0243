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

    /** Lists the next trades of a market. */
    public List<MarketTrade> list(Transaction tx, KnownMarket market, TradeQuery query) {
        String page = switch (query.order()) {
            case ASCENDING -> PAGE_ASCENDING;
            case DESCENDING -> PAGE_DESCENDING;
        };
        Optional<Long> toid = query.after().map(TradeId::toid);
        return tx.listReplanned(
                page,
                TradeRow::readStored,
                market.pairId(),
                query.from(),
                query.to(),
                toid,
                toid,
                toid,
                toid,
                query.after().map(TradeId::index),
                query.most());
    }
}
