package org.stellarticker.db.trade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Lists the trades of ledgers, and trades by their ids. */
public final class LedgerTradeStore {

    private static final String LIST = Sql.of(LedgerTradeStore.class, "list-of-ledgers", Map.of("row", TradeRow.SQL));
    private static final String FIND_AFTER = Sql.of(LedgerTradeStore.class, "find-ledger-after-trades");
    private static final String LIST_OF_IDS =
            TradeRow.from(Sql.of(LedgerTradeStore.class, "of-ids")) + "order by toid, trade_index";

    /**
     * Lists the trades of a range of ledgers in the order of their ids.
     *
     * @param from inclusive
     * @param to inclusive
     */
    public List<Trade> list(Transaction tx, LedgerSequence from, LedgerSequence to) {
        return tx.listReplanned(
                LIST, TradeRow::read, from.value(), to.value(), from.value(), to.value(), from.value(), to.value());
    }

    /**
     * Finds the ledger of the trade that follows so many trades of a range of ledgers; empty when the range has no more.
     *
     * @param from inclusive
     * @param to inclusive
     */
    public Optional<LedgerSequence> findLedgerAfter(
            Transaction tx, int trades, LedgerSequence from, LedgerSequence to) {
        return tx
                .listReplanned(
                        FIND_AFTER,
                        columns -> new LedgerSequence(columns.getInt("ledger")),
                        from.value(),
                        to.value(),
                        from.value(),
                        to.value(),
                        from.value(),
                        to.value(),
                        trades)
                .stream()
                .findFirst();
    }

    /** Lists those of some trades that are stored, in the order of their ids. */
    public List<MarketTrade> list(Transaction tx, List<TradeId> ids) {
        return tx.listReplanned(
                LIST_OF_IDS,
                TradeRow::readStored,
                ids.stream().mapToLong(TradeId::toid).toArray(),
                ids.stream().mapToInt(TradeId::index).toArray());
    }
}
