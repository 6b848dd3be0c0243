package org.stellarticker.db.cursor;

import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Which network's trades the database holds; it is told once, and stays. */
public final class NetworkStore {

    /** The network's passphrase; empty before the first start. */
    public Optional<String> find(Transaction tx) {
        return tx.find("select passphrase from network", columns -> Columns.text(columns, "passphrase"));
    }

    @WrittenBy(Program.INGESTER)
    public void save(Transaction tx, String passphrase) {
        tx.update("insert into network (passphrase) values (?)", passphrase);
    }
}
