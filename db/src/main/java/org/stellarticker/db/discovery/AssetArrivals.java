package org.stellarticker.db.discovery;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stellarticker.db.Database;

/**
 * Lists the assets that became known since it was made, each until it is completed. An id is given before its transaction
 * commits, so a lower id may become visible after a higher one; the last ids are therefore listed again.
 */
public final class AssetArrivals {

    /** More than the transactions under way at any time give together. */
    private static final int RELISTED = 1_000;

    private final Database database;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private final Map<Integer, KnownAsset> pending = new LinkedHashMap<>();
    private final Set<Integer> completed = new HashSet<>();
    private int newest;

    public AssetArrivals(Database database) {
        this.database = database;
        this.newest = database.snapshot(discoveries::known).newestAsset();
        list().forEach(this::complete);
    }

    /** Returns the assets that are not completed, in the order in which they were found. */
    public List<KnownAsset> list() {
        for (KnownAsset known : database.snapshot(tx -> discoveries.listAssetsAfter(tx, newest - RELISTED))) {
            newest = Math.max(newest, known.id());
            if (!completed.contains(known.id())) {
                pending.putIfAbsent(known.id(), known);
            }
        }
        completed.removeIf(id -> id <= newest - RELISTED);
        return List.copyOf(pending.values());
    }

    /** Marks an asset as one that need not be listed again. */
    public void complete(KnownAsset known) {
        pending.remove(known.id());
        completed.add(known.id());
    }
}
