package org.stellarticker.db.trade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Lists the trades of ledgers. */
public final class LedgerTradeStore {

    private static final String LIST = Sql.of(LedgerTradeStore.class, "list-of-ledgers", Map.of("row", TradeRow.SQL));
    private static final String FIND_AFTER = Sql.of(LedgerTradeStore.class, "find-ledger-after-trades");

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
}
