package org.stellarticker.ingester.trade;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.LedgerStore;

/** Backfills that an operator requests, for {@link BackfillReader} to read. */
public final class BackfillRequests {

    private final Database database;
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final LedgerStore ledgers = new LedgerStore();
    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();

    public BackfillRequests(Database database) {
        this.database = database;
    }

    /**
     * Requests a backfill of a time range. It is read from the first stored ledger that closed at the end of the range or
     * later, else from the live cursor, down to the begin of the range.
     *
     * @param from inclusive
     * @param to exclusive
     * @throws IllegalArgumentException when the range begins before the retention watermark, or the ingester never started
     */
    public void enqueue(Instant from, Instant to) {
        database.commit(tx -> {
            watermark.lockShared(tx).filter(from::isBefore).ifPresent(watermark -> {
                throw new IllegalArgumentException("--from: expected " + watermark
                        + " or later, since older trades are no longer stored, found " + from);
            });
            backfills.begin(tx, upper(tx, to), Optional.of(to), from);
        });
    }

    private PagingToken upper(Transaction tx, Instant to) {
        return ledgers.findFirstSince(tx, to)
                .map(ledger -> PagingToken.before(ledger.next()))
                .or(() -> cursors.find(tx, CursorStore.TRADES).map(Cursor::token))
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an ingester that has started once, found none; it backfills by itself at its"
                                + " first start"));
    }
}
