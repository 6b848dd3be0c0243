package org.stellarticker.ingester.asset;

import java.util.Optional;
import java.util.TreeSet;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;

/** Appends an event for each transaction in which assets changed. */
final class AssetEvents {

    private final EventLog events = new EventLog();

    /** @param changed the number of changed rows of assets and issuers; nothing is appended for 0 */
    void append(Transaction tx, int changed) {
        if (changed > 0) {
            events.append(
                    tx,
                    new Event(EventKind.ASSET_CHANGED, new TreeSet<>(), Optional.empty(), changed + " rows changed"));
        }
    }
}
