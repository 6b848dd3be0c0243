package org.stellarticker.marketdata.listing;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.LedgerTradeStore;
import org.stellarticker.marketdata.Orientation;

/** Reads all trades of the network, ledger by ledger. */
public final class SwapLog {

    private static final LedgerSequence FIRST = new LedgerSequence(0);

    private final CursorStore cursors = new CursorStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final LedgerTradeStore trades = new LedgerTradeStore();
    private final QuoteRanking quotes;

    public SwapLog(QuoteRanking quotes) {
        this.quotes = quotes;
    }

    /** Finds the newest ledger with trades that is stored as a whole; empty before the first. */
    public Optional<Ledger> newest(Transaction tx) {
        return cursors.find(tx, CursorStore.TRADES)
                .map(cursor -> TradeId.parse(cursor.token().value()).ledger())
                // The cursor's own ledger may be stored in part.
                .filter(ledger -> ledger.value() > 0)
                .flatMap(ledger -> ledgers.findNewest(tx, FIRST, new LedgerSequence(ledger.value() - 1)));
    }

    /** Finds the oldest ledger whose trades are kept; empty as long as all that were stored are. */
    public Optional<LedgerSequence> oldest(Transaction tx) {
        return watermark.find(tx).flatMap(kept -> ledgers.findFirstSince(tx, kept));
    }

    /**
     * Lists the trades of a range of ledgers in their order, each in the direction of its quote.
     *
     * @param from inclusive
     * @param to inclusive
     */
    public List<Swap> list(Transaction tx, LedgerSequence from, LedgerSequence to) {
        return trades.list(tx, from, to).stream()
                .map(this::quoted)
                .map(Swap::of)
                .toList();
    }

    private Trade quoted(Trade trade) {
        return Orientation.of(quotes.pair(trade.pair())).orient(trade);
    }
}
