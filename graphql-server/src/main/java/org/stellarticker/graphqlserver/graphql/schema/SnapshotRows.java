package org.stellarticker.graphqlserver.graphql.schema;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.marketdata.part.LegacyWindowPart;
import org.stellarticker.marketdata.snapshot.Snapshot;

/** The rows of a snapshot's windows, made once for all queries that share the snapshot. */
final class SnapshotRows {

    private final Snapshot snapshot;
    private final Map<Integer, WindowRows> windows = new ConcurrentHashMap<>();

    private SnapshotRows(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static SnapshotRows of(Snapshot snapshot) {
        return snapshot.view(SnapshotRows.class, SnapshotRows::new);
    }

    WindowRows window(int hours) {
        return windows.computeIfAbsent(hours, length -> new WindowRows(snapshot.get(new LegacyWindowPart(length))));
    }
}
