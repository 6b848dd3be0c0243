package org.stellarticker.ingester.asset;

import java.util.Optional;
import java.util.TreeSet;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;

/** Tells who follows the events that assets changed, once for each transaction in which some did. */
final class AssetEvents {

    private final EventLog events = new EventLog();

    /** @param changed how many rows of assets and their issuers */
    void append(Transaction tx, int changed) {
        if (changed > 0) {
            events.append(
                    tx,
                    new Event(EventKind.ASSET_CHANGED, new TreeSet<>(), Optional.empty(), changed + " rows changed"));
        }
    }
}
