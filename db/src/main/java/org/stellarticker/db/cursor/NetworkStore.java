package org.stellarticker.db.cursor;

import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps which network's trades the database holds; the first start stores it for good. */
public final class NetworkStore {

    /** Returns the network's passphrase; empty before the first start. */
    public Optional<String> find(Transaction tx) {
        return tx.find("select passphrase from network", columns -> Columns.text(columns, "passphrase"));
    }

    @WrittenBy(Program.INGESTER)
    public void save(Transaction tx, String passphrase) {
        tx.update("insert into network (passphrase) values (?)", passphrase);
    }
}
