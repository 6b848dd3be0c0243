package org.stellarticker.marketdata.snapshot;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads snapshots. Clients that ask for the same parts within a second share one: most poll for the same few lists, and a
 * ledger closes every five seconds.
 */
public final class SnapshotCache {

    private static final Duration SHARED = Duration.ofSeconds(1);

    /** Eight lists of all markets, or many more answers about one market. */
    private static final long MOST_ROWS = 8L * SnapshotPart.LIST_ROWS;

    private final SnapshotReader database;
    private final Clock clock;
    private final Optional<ArchiveReader> archive;
    private final LoadingCache<Set<SnapshotPart<?>>, Snapshot> recent;

    public SnapshotCache(SnapshotReader database, Clock clock) {
        this(database, clock, Optional.empty());
    }

    /** @param archive of what the database has dropped; empty where there is none */
    public SnapshotCache(SnapshotReader database, Clock clock, Optional<ArchiveReader> archive) {
        this.archive = archive;
        this.database = database;
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .expireAfterWrite(SHARED)
                .maximumWeight(MOST_ROWS)
                .<Set<SnapshotPart<?>>, Snapshot>weigher((parts, _) -> rows(parts))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build(this::readNow);
    }

    private static int rows(Set<SnapshotPart<?>> parts) {
        return parts.stream().mapToInt(SnapshotPart::rows).sum();
    }

    /** Returns the archive of what the database has dropped; it belongs to no snapshot, for it only grows. */
    public Optional<ArchiveReader> archive() {
        return archive;
    }

    /** Gives all parts as of one instant, at most some seconds ago; throws what the reader throws. */
    public Snapshot read(Set<SnapshotPart<?>> parts) {
        return recent.get(parts);
    }

    /** Gives one part as of an instant at most some seconds ago. */
    public <T> T read(SnapshotPart<T> part) {
        return read(Set.of(part)).get(part);
    }

    /** Reads one part as it is now, and shares it with nobody. */
    public <T> T fresh(SnapshotPart<T> part) {
        return readNow(Set.of(part)).get(part);
    }

    private Snapshot readNow(Set<SnapshotPart<?>> parts) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Snapshot(database.read(tx -> new SnapshotRead(tx, now).readAll(parts)));
    }
}
