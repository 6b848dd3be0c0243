package org.stellarticker.archiver;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Locale;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;

/** Prints a line for each day of the archive. */
final class ArchiveList {

    private static final String FORM = "%-10s  %7s  %12s  %14s  %-20s  %s%n";

    private final Archive archive;

    ArchiveList(Archive archive) {
        this.archive = archive;
    }

    void print(PrintStream out) {
        out.printf(FORM, "day", "version", "trades", "bytes", "archived at", "hash of the trades");
        for (LocalDate day : archive.listDays()) {
            ArchiveManifest manifest = archive.find(day).orElseThrow();
            manifest.published()
                    .ifPresentOrElse(
                            version -> out.printf(
                                    Locale.ROOT,
                                    FORM,
                                    day,
                                    version.version(),
                                    version.file(ArchiveTable.TRADES).rows(),
                                    version.bytes(),
                                    version.archivedAt(),
                                    version.tradeSetHash()),
                            () -> out.printf(FORM, day, "-", "-", "-", "being written", "-"));
        }
    }
}
