package org.stellarticker.archiver;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;

/** Writes the trades of some days as one Parquet file or as text, day by day, each sorted by market and time. */
final class Export {

    /** The columns as text, with times as RFC 3339. */
    private static final String TEXTS = ArchiveTable.TRADES.columns().stream()
            .map(column -> column.text() + " as " + column.name())
            .collect(joining(", ", "market, ", ""));

    private final Archive archive;
    private final ParquetProcess parquet;
    private final PrintStream messages;

    Export(Archive archive, ParquetProcess parquet, PrintStream messages) {
        this.archive = archive;
        this.parquet = parquet;
        this.messages = messages;
    }

    void run(CommandLine line, PrintStream answer) {
        List<LocalDate> days =
                line.day("--from").datesUntil(line.day("--to").plusDays(1)).toList();
        List<LocalDate> missing =
                days.stream().filter(day -> published(day).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new JobFailure(
                    Exit.NO_INPUT,
                    "the archive does not have " + missing.size() + " of " + days.size() + " days, the first "
                            + missing.getFirst());
        }
        var progress = new StepProgress(messages, line.bar(), days.size());
        if (line.format().equals("parquet")) {
            writeParquet(days, progress, answer);
        } else {
            for (int i = 0; i < days.size(); i++) {
                progress.show(i, "exporting " + days.get(i));
                Path file = fetch(days.get(i));
                boolean csv = line.format().equals("csv");
                parquet.copy(
                        select(TEXTS, List.of(file)), csv ? "format csv, header " + (i == 0) : "format json", answer);
                ArchiveCommand.check(answer);
            }
        }
        progress.end();
        messages.println("exported " + days.size() + (days.size() == 1 ? " day" : " days"));
    }

    private void writeParquet(List<LocalDate> days, StepProgress progress, PrintStream answer) {
        var files = new ArrayList<Path>();
        for (int i = 0; i < days.size(); i++) {
            progress.show(i, "reading " + days.get(i));
            files.add(fetch(days.get(i)));
        }
        Path all = parquet.folder().resolve("export.parquet");
        parquet.copy(select("*", files), "format parquet, compression zstd", all);
        try {
            Files.copy(all, answer);
            ArchiveCommand.check(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.util.Optional<ArchiveManifest.Version> published(LocalDate day) {
        return archive.find(day).flatMap(ArchiveManifest::published);
    }

    private Path fetch(LocalDate day) {
        Path file = parquet.folder().resolve(day + ".parquet");
        ArchiveManifest manifest = archive.find(day).orElseThrow();
        archive.fetch(manifest, manifest.published().orElseThrow(), ArchiveTable.TRADES, file);
        return file;
    }

    private static String select(String columns, List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(joining(", ", "select " + columns + " from read_parquet([", "], hive_partitioning = false)"));
    }
}
