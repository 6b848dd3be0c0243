package org.stellarticker.db.cursor;

import java.util.Optional;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the committed position of each stream. A cursor moves in the transaction that stores the trades before it. */
public final class CursorStore {

    /** The stream of live trades. */
    public static final String TRADES = "trades";

    /** The audit, which reads the same trades again from the live/backfill boundary on. */
    public static final String AUDIT = "audit";

    public Optional<Cursor> find(Transaction tx, String stream) {
        return tx.find(
                "select paging_token from stream_cursor where stream = ?",
                columns -> new Cursor(stream, new PagingToken(Columns.text(columns, "paging_token"))),
                stream);
    }

    @WrittenBy(Program.INGESTER)
    public void save(Transaction tx, Cursor cursor) {
        tx.update("""
                insert into stream_cursor (stream, paging_token)
                values (?, ?)
                on conflict (stream) do update set paging_token = excluded.paging_token, updated_at = now()
                """, cursor.stream(), cursor.token().value());
    }
}
