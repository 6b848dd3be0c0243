package org.stellarticker.archiver;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveKeys;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveManifest.Version;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.objectstore.ObjectHeaders;

/**
 * Archives a day: writes its files aside, reads them back, puts them, and only then notes the day in the database. A kill at any
 * moment leaves the previous version, or files that the manifest does not call published yet.
 */
final class DayArchiver {

    private static final ObjectHeaders PARQUET = ObjectHeaders.of("application/vnd.apache.parquet");

    private final Database database;
    private final LeaderElection leadership;
    private final Archive archive;
    private final Path work;
    private final DayFiles files;
    private final Clock clock;
    private final ArchivedDayStore archived = new ArchivedDayStore();

    DayArchiver(Database database, LeaderElection leadership, Archive archive, ParquetProcess parquet, Clock clock) {
        this.database = database;
        this.leadership = leadership;
        this.archive = archive;
        this.work = parquet.folder();
        this.files = new DayFiles(database, parquet);
        this.clock = clock;
    }

    /** What was archived. */
    record Result(int version, long trades, long bytes, String tradeSetHash, Duration took) {}

    /** Another copy leads since, or wrote the same day; the message is one line for people. */
    static final class LostLead extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostLead(String message) {
            super(message);
        }
    }

    /**
     * Archives the current state of a day, while this copy leads.
     *
     * @return empty when the day waits for something again, and nothing was archived
     * @throws DamagedArchive if the files that were written do not have the rows of the database, or an object of the archive
     *     is not what its manifest says
     * @throws LostLead if another copy leads since
     */
    Optional<Result> archive(LocalDate day, Progress progress) {
        long start = System.nanoTime();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        WorkFolder.clear(work);
        try {
            return files.write(day, progress).map(written -> {
                ArchiveManifest manifest = archive.find(day)
                        .orElse(new ArchiveManifest(ArchiveManifest.FORMAT, day.toString(), List.of()));
                Optional<Version> same = manifest.published().filter(published -> isSame(published, written));
                Version version = same.isPresent() ? kept(manifest, same.get()) : publish(manifest, written, now);
                note(new ArchivedDay(
                        day,
                        version.version(),
                        version.file(ArchiveTable.TRADES).rows(),
                        version.bytes(),
                        version.tradeSetHash(),
                        written.state(),
                        written.eventPosition(),
                        now));
                return new Result(
                        version.version(),
                        version.file(ArchiveTable.TRADES).rows(),
                        version.bytes(),
                        version.tradeSetHash(),
                        Duration.ofNanos(System.nanoTime() - start));
            });
        } finally {
            WorkFolder.clear(work);
        }
    }

    /** Notes in the database what the archive has of a day. */
    void note(ArchivedDay day) {
        requireLead();
        database.commit(tx -> {
            // So that a copy that led before does not note an older state after this one.
            leadership.exclusive(tx);
            archived.save(tx, day);
        });
    }

    private void requireLead() {
        if (!leadership.tryLead()) {
            throw new LostLead("another copy of archiver leads");
        }
    }

    /** Returns whether trades and candles are the same; after a restore, the candles' revisions differ. */
    private static boolean isSame(Version published, DayFiles.Written written) {
        ArchiveManifest.File candles = written.file(ArchiveTable.CANDLES_1M);
        return published
                        .file(ArchiveTable.TRADES)
                        .rowHash()
                        .equals(written.file(ArchiveTable.TRADES).rowHash())
                && Objects.equals(published.file(ArchiveTable.CANDLES_1M).valueHash(), candles.valueHash());
    }

    /** Returns a version that needs no other one, once its objects are found to be whole. */
    private Version kept(ArchiveManifest manifest, Version version) {
        for (ArchiveTable table : ArchiveTable.values()) {
            archive.fetch(manifest, version, table, work.resolve("kept.parquet"));
        }
        return version;
    }

    private Version publish(ArchiveManifest manifest, DayFiles.Written written, Instant now) {
        LocalDate day = LocalDate.parse(manifest.day());
        manifest.published().ifPresent(previous -> keepBeside(day, previous));
        Version version = written.version(nextVersion(manifest), now);
        ArchiveManifest next = manifest.with(version);
        requireLead();
        archive.put(next, work);
        for (ArchiveTable table : ArchiveTable.values()) {
            String key = ArchiveKeys.current(table, day);
            requireLead();
            archive.store().put(key, work.resolve(table.word() + ".parquet"), PARQUET);
            long expected = version.file(table).bytes();
            long found = archive.store().findLength(key).orElse(-1L);
            if (found != expected) {
                throw new DamagedArchive(key + ": expected " + expected + " bytes after the upload, found " + found);
            }
        }
        Version published = version.withPublication(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        requireLead();
        if (archive.find(day).filter(next::equals).isEmpty()) {
            throw new LostLead(
                    ArchiveKeys.manifest(day) + ": another archiver wrote it meanwhile; the day is looked at again");
        }
        archive.put(next.with(published), work);
        return published;
    }

    /** Returns a number that no version of the day had, also where the manifest that named it is gone. */
    private int nextVersion(ArchiveManifest manifest) {
        LocalDate day = LocalDate.parse(manifest.day());
        int kept = archive.store().list(ArchiveKeys.previous(day)).stream()
                .mapToInt(ArchiveKeys::versionOf)
                .max()
                .orElse(0);
        int noted = database.snapshot(tx -> archived.find(tx, day))
                .map(ArchivedDay::version)
                .orElse(0);
        return Math.max(manifest.nextVersion(), Math.max(kept, noted) + 1);
    }

    /**
     * Copies the current version's objects before others take their keys. One that is there already was copied then.
     *
     * @throws DamagedArchive if others changed an object, which would be lost
     */
    private void keepBeside(LocalDate day, Version previous) {
        for (ArchiveTable table : ArchiveTable.values()) {
            String sha256 = previous.file(table).sha256();
            String beside = ArchiveKeys.previous(table, day, previous.version());
            if (!holds(beside, sha256)) {
                String current = ArchiveKeys.current(table, day);
                requireHeld(current, previous, sha256);
                requireLead();
                archive.store().copy(current, beside);
                requireHeld(beside, previous, sha256);
            }
        }
    }

    private void requireHeld(String key, Version version, String sha256) {
        if (!holds(key, sha256)) {
            throw new DamagedArchive(key + ": expected SHA-256 " + sha256 + " of version " + version.version()
                    + ", found another object or none; others changed it");
        }
    }

    private boolean holds(String key, String sha256) {
        Path file = work.resolve("held.parquet");
        return archive.store().get(key, file) && Archive.sha256(file).equals(sha256);
    }
}
