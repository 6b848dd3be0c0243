package org.stellarticker.archiver;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.hash.RowLines;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.AuditedDay;
import org.stellarticker.db.archive.DaySource;
import org.stellarticker.db.archive.Revisions;
import org.stellarticker.db.archive.TradeSums;
import org.stellarticker.db.event.EventLog;

/** Writes a day's files from one snapshot of the database, and compares what is in them with it. */
final class DayFiles {

    private static final int BUFFER = 1 << 16;

    private final Database database;
    private final ParquetProcess parquet;
    private final EventLog events = new EventLog();
    private final ArchivedDayStore archived = new ArchivedDayStore();

    DayFiles(Database database, ParquetProcess parquet) {
        this.database = database;
        this.parquet = parquet;
    }

    /**
     * The files of a day, in the work folder.
     *
     * @param tradeSetHash the same for all operators
     */
    record Written(
            List<ArchiveManifest.File> files,
            String tradeSetHash,
            int schemaVersion,
            AuditedDay audit,
            Revisions state,
            long eventPosition) {

        ArchiveManifest.File file(ArchiveTable table) {
            return version(1, Instant.EPOCH).file(table);
        }

        ArchiveManifest.Version version(int number, Instant at) {
            return new ArchiveManifest.Version(
                    number,
                    schemaVersion,
                    OneShot.build(),
                    at.toString(),
                    null,
                    tradeSetHash,
                    new ArchiveManifest.Audit(audit.agreed(), audit.acknowledged()),
                    files);
        }
    }

    /** What was written of a table: the lines that went into its file, and the database's own sums. */
    private record Lines(ArchiveTable table, RowLines hashes, Optional<TradeSums> sums) {}

    /**
     * Writes the files {@code trades.parquet}, {@code candles_1m.parquet} and {@code audit.parquet}.
     *
     * @return empty when the day, which was ready at an earlier look, waits for something in the snapshot that is written
     * @throws DamagedArchive if a file does not have the rows that the database has
     */
    Optional<Written> write(LocalDate day, Progress progress) {
        int schema = SchemaVersion.of(database).orElseThrow().number();
        Optional<Snapshot> read = database.snapshot(tx -> DueDays.find(tx, day)
                .filter(ready -> ready.waitsFor().isEmpty())
                .map(_ -> new Snapshot(
                        writeTables(tx, day, progress),
                        new DaySource(tx, day).audit(),
                        archived.revisions(tx, day),
                        events.position(tx))));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Snapshot snapshot = read.get();
        var files = new ArrayList<ArchiveManifest.File>();
        for (Lines lines : snapshot.lines()) {
            progress.catchingUp("reading back " + lines.table().word() + " of " + day);
            files.add(readBack(lines));
        }
        return Optional.of(new Written(
                files,
                snapshot.lines().getFirst().hashes().beginHash(),
                schema,
                snapshot.audit(),
                snapshot.state(),
                snapshot.position()));
    }

    /** What one snapshot of the database has of a day. */
    private record Snapshot(List<Lines> lines, AuditedDay audit, Revisions state, long position) {}

    private List<Lines> writeTables(Transaction tx, LocalDate day, Progress progress) {
        var source = new DaySource(tx, day);
        var lines = new ArrayList<Lines>();
        for (ArchiveTable table : ArchiveTable.values()) {
            progress.catchingUp("writing " + table.word() + " of " + day);
            lines.add(
                    switch (table) {
                        case TRADES -> write(table, source::copyTrades, Optional.of(source.sumTrades()));
                        case CANDLES_1M -> write(table, source::copyCandles, Optional.of(source.sumCandles()));
                        case AUDIT -> write(table, source::copyAudit, Optional.empty());
                    });
        }
        return lines;
    }

    private Lines write(ArchiveTable table, Consumer<OutputStream> copy, Optional<TradeSums> sums) {
        var hashes = new RowLines(table.beginValues());
        parquet.write(table, file(table), in -> {
            try (var out = new Hashed(in, hashes)) {
                copy.accept(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Lines(table, hashes, sums);
    }

    private ArchiveManifest.File readBack(Lines lines) {
        Path file = file(lines.table());
        var found = new RowLines(lines.table().beginValues());
        ParquetProcess.Sums sums = parquet.read(lines.table(), file, found);
        compare(lines, "rows", String.valueOf(lines.hashes().rows()), String.valueOf(found.rows()));
        compare(lines, "rows", String.valueOf(lines.hashes().rows()), String.valueOf(sums.rows()));
        compare(lines, "row hash", lines.hashes().rowHash(), found.rowHash());
        lines.sums().ifPresent(expected -> {
            compare(lines, "rows", String.valueOf(expected.rows()), String.valueOf(sums.rows()));
            compare(lines, "base amount", expected.baseAmount().toPlainString(), plain(sums.baseAmount()));
            compare(lines, "counter amount", expected.counterAmount().toPlainString(), plain(sums.counterAmount()));
        });
        try {
            return new ArchiveManifest.File(
                    lines.table().word(),
                    sums.rows(),
                    Files.size(file),
                    Archive.sha256(file),
                    found.rowHash(),
                    lines.table() == ArchiveTable.CANDLES_1M ? found.beginHash() : null,
                    plain(sums.baseAmount()),
                    plain(sums.counterAmount()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String sum) {
        return new BigDecimal(sum).toPlainString();
    }

    private static void compare(Lines lines, String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new DamagedArchive(lines.table().word() + ": " + what + " read back: expected " + expected
                    + " as in the database, found " + found);
        }
    }

    private Path file(ArchiveTable table) {
        return parquet.folder().resolve(table.word() + ".parquet");
    }

    /** Passes lines on, and hashes them. */
    private static final class Hashed extends FilterOutputStream {

        private final RowLines hashes;

        Hashed(OutputStream out, RowLines hashes) {
            super(new java.io.BufferedOutputStream(out, BUFFER));
            this.hashes = hashes;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            hashes.write(bytes, from, length);
            out.write(bytes, from, length);
        }
    }
}
