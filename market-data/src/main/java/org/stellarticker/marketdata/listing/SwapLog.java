package org.stellarticker.marketdata.listing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.coverage.Gap;
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
    private final CoverageStore coverage = new CoverageStore();
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

    /**
     * Finds the oldest ledger from which on trades are fetched and kept, except for gaps; empty as long as none is known.
     */
    public Optional<LedgerSequence> oldest(Transaction tx) {
        return Stream.of(watermark.find(tx), coverage.completeFrom(tx))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .flatMap(since -> ledgers.findFirstSince(tx, since));
    }

    /**
     * Finds the first gap in a range of ledgers: time whose trades were never fetched.
     *
     * @param from inclusive
     * @param to inclusive
     */
    public Optional<Gap> findGap(Transaction tx, LedgerSequence from, LedgerSequence to) {
        Optional<Instant> start = ledgers.findCloseTimeBefore(tx, new LedgerSequence(from.value() + 1));
        Optional<Ledger> end = ledgers.findNewest(tx, FIRST, to);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        return coverage.fetched(tx, start.get(), end.get().closedAt()).gaps().stream()
                .findFirst();
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

    /**
     * Finds the last ledger of a range up to which there are at most so many trades; a ledger is never parted, so that the
     * first one may have more.
     *
     * @param from inclusive
     * @param to inclusive
     */
    public LedgerSequence lastWithin(Transaction tx, int most, LedgerSequence from, LedgerSequence to) {
        return trades.findLedgerAfter(tx, most, from, to)
                .map(beyond -> new LedgerSequence(Math.max(from.value(), beyond.value() - 1)))
                .orElse(to);
    }

    private Trade quoted(Trade trade) {
        return Orientation.of(quotes.pair(trade.pair())).orient(trade);
    }
}
