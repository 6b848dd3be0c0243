package org.stellarticker.jsongenerator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.publication.PublishedFileStore;

/**
 * {@code assets.json}: one version for each state of the listed assets, at most one a second. Text and date of a version come
 * from the database, so that every copy of this program publishes the same.
 */
final class AssetsPublication implements Publication {

    private final AssetStore assets = new AssetStore();
    private final PublishedFileStore versions = new PublishedFileStore();
    private final Database database;
    private final PublicFile file;
    private final Clock clock;
    private Optional<Version> published = Optional.empty();

    /**
     * Makes the publication.
     *
     * @param clock dates the reports, never a version
     */
    AssetsPublication(Database database, PublicFile file, Clock clock) {
        this.database = database;
        this.file = file;
        this.clock = clock;
    }

    /** Versions are dated by the second. */
    @Override
    public Duration leastInterval() {
        return Duration.ofSeconds(1);
    }

    /** A state with the date of its version. */
    private record Dated(Instant changedAt, Instant versionAt) {}

    @Override
    public Optional<Version> publish() throws UnwritableFile {
        Instant now = clock.instant();
        Instant changedAt = database.snapshot(assets::changedAt);
        if (published.isEmpty() || !published.get().changedAt().equals(changedAt)) {
            Optional<Dated> dated = database.transaction(this::date);
            published = dated.isEmpty() ? published : write(dated.get()).or(() -> published);
        }
        return published.map(version -> new Version(version.content(), version.bytes(), version.changedAt(), now));
    }

    private Optional<Dated> date(Transaction tx) {
        Instant changedAt = assets.changedAt(tx);
        return versions.date(tx, file.name(), changedAt.toString(), changedAt)
                .map(versionAt -> new Dated(changedAt, versionAt));
    }

    /** Writes the state that was dated; empty when the assets changed since, because they will have another date. */
    private Optional<Version> write(Dated dated) throws UnwritableFile {
        try {
            return database.snapshot(tx ->
                    assets.changedAt(tx).equals(dated.changedAt()) ? Optional.of(write(tx, dated)) : Optional.empty());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof UnwritableFile unwritable) {
                throw unwritable;
            }
            throw e;
        }
    }

    private Version write(Transaction tx, Dated dated) {
        var count = new AtomicInteger();
        try {
            long bytes = file.publish(out -> count.set(text(tx, dated, out)), dated.versionAt());
            return new Version(count + " assets", bytes, dated.changedAt(), dated.changedAt());
        } catch (UnwritableFile e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int text(Transaction tx, Dated dated, OutputStream out) throws IOException {
        try {
            return AssetsJson.write(tx, dated.versionAt(), out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean changedSince(Version version) {
        return !database.snapshot(assets::changedAt).equals(version.changedAt());
    }
}
