package org.stellarticker.archive.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveKeys;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.objectstore.ObjectHeaders;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** An archive in a folder, whose days have one file each. */
final class ArchivedFiles {

    static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    static final Instant ARCHIVED_AT = Instant.parse("2026-04-01T00:00:00Z");

    /** What follows the columns up to the number of trades in a minute's line. */
    private static final String REST = ",1".repeat(8) + ",1,1,2026-03-01T00:00:00Z,2026-03-01T00:00:00Z,0,0"
            + ",1".repeat(2) + ",1".repeat(8) + ",1\n";

    private static final String ROW_HASH = "0".repeat(64);

    final Archive archive;
    private final Path folder;

    ArchivedFiles(Path folder) {
        this.folder = folder;
        this.archive = new Archive(ObjectStore.open(new StoreAddress.Folder(folder.resolve("archive"))));
    }

    /** Archives bytes as the minutes' file of a day. */
    DayVersion put(LocalDate day, Instant archivedAt, byte[] content) {
        try {
            Path file = Files.write(folder.resolve("content"), content);
            archive.store()
                    .put(ArchiveKeys.current(ArchiveTable.CANDLES_1M, day), file, ObjectHeaders.of("application/x"));
            String sha256 = Archive.sha256(file);
            List<ArchiveManifest.File> described = Arrays.stream(ArchiveTable.values())
                    .map(table -> new ArchiveManifest.File(
                            table.word(), 1, content.length, sha256, ROW_HASH, ROW_HASH, "0", "0"))
                    .toList();
            String instant = archivedAt.toString();
            var version = new ArchiveManifest.Version(
                    1, 9, "test", instant, instant, ROW_HASH, new ArchiveManifest.Audit(24, 0), described);
            archive.put(new ArchiveManifest(ArchiveManifest.FORMAT, day.toString(), List.of(version)), folder);
            return new DayVersion(day, 1, archivedAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Archives a day of one minute, with a number of trades. */
    DayVersion putMinute(LocalDate day, int trades) throws IOException {
        Path file = folder.resolve("minute.parquet");
        String line = "XLM:native,USD:GA,%sT00:00:00Z,10,20,%d%s".formatted(day, trades, REST);
        new ParquetProcess(folder.resolve("work"), ParquetProcess.MEMORY, Duration.ofMinutes(1))
                .write(ArchiveTable.CANDLES_1M, file, out -> {
                    try {
                        out.write(line.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return put(day, ARCHIVED_AT, Files.readAllBytes(file));
    }
}
