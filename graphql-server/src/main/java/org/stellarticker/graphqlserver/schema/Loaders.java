package org.stellarticker.graphqlserver.schema;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dataloader.BatchLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.stellarticker.graphqlserver.fetch.Reading;
import org.stellarticker.graphqlserver.fetch.Readings;
import org.stellarticker.graphqlserver.fetch.Wanted;

/** Collects what all fields of one query want, so that it is read in one snapshot and its figures agree. */
public final class Loaders {

    static final String READINGS = "readings";

    private Loaders() {}

    /** For one query. */
    public static DataLoaderRegistry of(Readings readings) {
        BatchLoader<Wanted, Reading> loader = wanted -> CompletableFuture.completedFuture(read(readings, wanted));
        return DataLoaderRegistry.newRegistry()
                .register(READINGS, DataLoaderFactory.newDataLoader(READINGS, loader))
                .build();
    }

    private static List<Reading> read(Readings readings, List<Wanted> wanted) {
        return Collections.nCopies(wanted.size(), readings.read(Set.copyOf(wanted)));
    }
}
