package org.stellarticker.archiver;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.hash.RowLines;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;

/** Reads days of the archive, all or some, and compares their files and rows with the manifests. */
final class Verification {

    private final Archive archive;
    private final ParquetProcess parquet;
    private final PrintStream messages;

    Verification(Archive archive, ParquetProcess parquet, PrintStream messages) {
        this.archive = archive;
        this.parquet = parquet;
        this.messages = messages;
    }

    /** @throws JobFailure if a day is damaged or missing, after all have been read */
    void run(CommandLine line, PrintStream answer) {
        List<LocalDate> days = line.listDays().isEmpty() ? archive.listDays() : line.listDays();
        var progress = new StepProgress(messages, line.bar(), days.size());
        int damaged = 0;
        for (int i = 0; i < days.size(); i++) {
            progress.show(i, "verifying " + days.get(i));
            String result;
            try {
                result = "whole, " + verify(days.get(i));
            } catch (DamagedArchive e) {
                damaged++;
                result = "damaged: " + e.getMessage();
            }
            progress.end();
            answer.println(days.get(i) + "  " + result);
            ArchiveCommand.check(answer);
        }
        if (damaged > 0) {
            throw new JobFailure(Exit.DATA, damaged + " of " + days.size() + " days are damaged");
        }
    }

    private String verify(LocalDate day) {
        ArchiveManifest manifest =
                archive.find(day).orElseThrow(() -> new DamagedArchive("the archive has no such day"));
        ArchiveManifest.Version current =
                manifest.published().orElseThrow(() -> new DamagedArchive("its first version is still being written"));
        for (ArchiveManifest.Version version : manifest.versions()) {
            if (version.isPublished()) {
                for (ArchiveTable table : ArchiveTable.values()) {
                    verify(manifest, version, table);
                }
            }
        }
        return current.file(ArchiveTable.TRADES).rows() + " trades, version " + current.version() + ", "
                + current.tradeSetHash();
    }

    private void verify(ArchiveManifest manifest, ArchiveManifest.Version version, ArchiveTable table) {
        Path file = parquet.folder().resolve(table.word() + ".parquet");
        archive.fetch(manifest, version, table, file);
        var lines = new RowLines(table.beginValues());
        parquet.read(table, file, lines);
        ArchiveManifest.File expected = version.file(table);
        boolean same = lines.rows() == expected.rows()
                && lines.rowHash().equals(expected.rowHash())
                && (table != ArchiveTable.TRADES || lines.beginHash().equals(version.tradeSetHash()))
                && (expected.valueHash() == null || lines.beginHash().equals(expected.valueHash()));
        if (!same) {
            throw new DamagedArchive(table.word() + " of version " + version.version() + ": expected " + expected.rows()
                    + " rows of hash " + expected.rowHash() + ", found " + lines.rows() + " of " + lines.rowHash());
        }
    }
}
