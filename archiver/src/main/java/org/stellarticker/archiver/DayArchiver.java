package org.stellarticker.archiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveKeys;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveManifest.Version;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.objectstore.ObjectHeaders;
import org.stellarticker.objectstore.ObjectStore;

/**
 * Archives a day: writes its files aside, reads them back, puts them, and only then notes the day in the database. A kill at any
 * moment leaves the previous version, or files that the manifest does not call published yet.
 */
final class DayArchiver {

    private static final ObjectHeaders PARQUET = ObjectHeaders.of("application/vnd.apache.parquet");

    private final Database database;
    private final Archive archive;
    private final Path work;
    private final DayFiles files;
    private final Clock clock;
    private final ArchivedDayStore archived = new ArchivedDayStore();

    DayArchiver(Database database, Archive archive, ParquetProcess parquet, Clock clock) {
        this.database = database;
        this.archive = archive;
        this.work = parquet.folder();
        this.files = new DayFiles(database, parquet);
        this.clock = clock;
    }

    /** What was archived. */
    record Result(int version, long trades, long bytes, String tradeSetHash, Duration took) {}

    /**
     * Archives the current state of a day.
     *
     * @throws DamagedArchive if the files that were written do not have the rows of the database
     */
    Result archive(LocalDate day, Progress progress) {
        long start = System.nanoTime();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        clear();
        try {
            DayFiles.Written written = files.write(day, progress);
            ArchiveManifest manifest =
                    archive.find(day).orElse(new ArchiveManifest(ArchiveManifest.FORMAT, day.toString(), List.of()));
            Optional<Version> same = manifest.published().filter(published -> isSame(published, written));
            Version version = same.isPresent() ? kept(manifest, same.get()) : publish(manifest, written, now);
            var noted = new ArchivedDay(
                    day,
                    version.version(),
                    version.file(ArchiveTable.TRADES).rows(),
                    version.bytes(),
                    version.tradeSetHash(),
                    written.state(),
                    written.eventPosition(),
                    now);
            database.commit(tx -> archived.save(tx, noted));
            return new Result(
                    noted.version(),
                    noted.trades(),
                    noted.bytes(),
                    noted.tradeSetHash(),
                    Duration.ofNanos(System.nanoTime() - start));
        } finally {
            clear();
        }
    }

    /** Candles follow from trades; after a restore, only their revisions differ. */
    private static boolean isSame(Version published, DayFiles.Written written) {
        ArchiveManifest.File candles = published.file(ArchiveTable.CANDLES_1M);
        ArchiveManifest.File now = written.file(ArchiveTable.CANDLES_1M);
        return published
                        .file(ArchiveTable.TRADES)
                        .rowHash()
                        .equals(written.file(ArchiveTable.TRADES).rowHash())
                && candles.rows() == now.rows()
                && candles.baseAmount().equals(now.baseAmount())
                && candles.counterAmount().equals(now.counterAmount());
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
        ObjectStore store = archive.store();
        manifest.published().ifPresent(previous -> keepBeside(day, previous));
        Version version = written.version(manifest.nextVersion(), now);
        ArchiveManifest next = manifest.with(version);
        archive.put(next, work);
        for (ArchiveTable table : ArchiveTable.values()) {
            String key = ArchiveKeys.current(table, day);
            store.put(key, work.resolve(table.word() + ".parquet"), PARQUET);
            long expected = version.file(table).bytes();
            long found = store.findLength(key).orElse(-1L);
            if (found != expected) {
                throw new DamagedArchive(key + ": expected " + expected + " bytes after the upload, found " + found);
            }
        }
        Version published = version.withPublication(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        archive.put(next.with(published), work);
        return published;
    }

    /** Copies the current version's objects before others take their keys. One that is there already was copied then. */
    private void keepBeside(LocalDate day, Version previous) {
        ObjectStore store = archive.store();
        for (ArchiveTable table : ArchiveTable.values()) {
            String beside = ArchiveKeys.previous(table, day, previous.version());
            if (store.findLength(beside).isEmpty()) {
                store.copy(ArchiveKeys.current(table, day), beside);
            }
        }
    }

    /** Deletes what a killed run left. */
    private void clear() {
        try {
            Files.createDirectories(work);
            try (Stream<Path> left = Files.walk(work)) {
                for (Path path : left.filter(path -> !path.equals(work))
                        .sorted(Comparator.reverseOrder())
                        .toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
