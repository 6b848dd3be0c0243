package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.DataFetchingEnvironment;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dataloader.BatchLoader;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.stellarticker.marketdata.snapshot.Snapshot;
import org.stellarticker.marketdata.snapshot.SnapshotCache;
import org.stellarticker.marketdata.snapshot.SnapshotPart;

/** Collects the parts that the fields of a query request, so that one snapshot is read and the values agree. */
public final class Loaders {

    private static final String SNAPSHOTS = "snapshots";

    private Loaders() {}

    /** Returns the loaders of one query. */
    public static DataLoaderRegistry of(SnapshotCache snapshots) {
        BatchLoader<SnapshotPart<?>, Snapshot> loader =
                parts -> CompletableFuture.completedFuture(read(snapshots, parts));
        return DataLoaderRegistry.newRegistry()
                .register(SNAPSHOTS, DataLoaderFactory.newDataLoader(SNAPSHOTS, loader))
                .build();
    }

    private static List<Snapshot> read(SnapshotCache snapshots, List<SnapshotPart<?>> parts) {
        return Collections.nCopies(parts.size(), snapshots.read(Set.copyOf(parts)));
    }

    /** Requests a part, and gives its value once the query's snapshot is read. */
    public static <T> CompletableFuture<T> read(DataFetchingEnvironment query, SnapshotPart<T> part) {
        return snapshot(query, part).thenApply(snapshot -> snapshot.get(part));
    }

    /** Requests a part, and gives the query's snapshot once it is read. */
    static CompletableFuture<Snapshot> snapshot(DataFetchingEnvironment query, SnapshotPart<?> part) {
        DataLoader<SnapshotPart<?>, Snapshot> snapshots = Objects.requireNonNull(query.getDataLoader(SNAPSHOTS));
        return snapshots.load(part);
    }
}
