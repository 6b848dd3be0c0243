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

/** Stretches of the past that an operator asks for, for {@link BackfillReader} to read. */
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
     * Asks for a stretch of time. It is read from the first ledger stored that closed at its end or later, or from where
     * the live trades are, down to its beginning.
     *
     * @param from inclusive
     * @param to exclusive
     * @throws IllegalArgumentException when trades that old are taken in no more, or the ingester never began
     */
    public void ask(Instant from, Instant to) {
        database.commit(tx -> {
            watermark.hold(tx).filter(from::isBefore).ifPresent(watermark -> {
                throw new IllegalArgumentException("--from: expected " + watermark
                        + " or later, as older trades are taken in no more, found " + from);
            });
            backfills.begin(tx, upper(tx, to), Optional.of(to), from);
        });
    }

    private PagingToken upper(Transaction tx, Instant to) {
        return ledgers.findFirstSince(tx, to)
                .map(ledger -> PagingToken.before(ledger.next()))
                .or(() -> cursors.find(tx, CursorStore.TRADES).map(Cursor::token))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the ingester has not begun yet, and reads the past by itself when it does"));
    }
}
