package org.stellarticker.archiver;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.RestoreStore;
import org.stellarticker.db.archive.RestoredDayStore;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.Ledger;

/** Puts a day of the archive back into the database, in one transaction, and has it audited again. */
final class DayRestore {

    private static final int BUFFER = 1 << 20;

    private final Archive archive;
    private final ParquetProcess parquet;
    private final PrintStream messages;
    private final RestoreStore trades = new RestoreStore();
    private final RestoredDayStore restored = new RestoredDayStore();

    DayRestore(Archive archive, ParquetProcess parquet, PrintStream messages) {
        this.archive = archive;
        this.parquet = parquet;
        this.messages = messages;
    }

    void run(CommandLine line, Database opened, Clock clock) {
        try (var database = opened) {
            SchemaVersion.check(database);
            var progress = new StepProgress(messages, line.bar(), 3);
            long rows = restore(database, line.oneDay(), clock.instant(), progress);
            progress.end();
            messages.println("restored " + rows + " trades of " + line.oneDay()
                    + "; the aggregator makes their candles, and the ingester audits its hours again");
        }
    }

    /**
     * Restores a day.
     *
     * @return the number of trades
     * @throws JobFailure if the archive does not have the day, or the database has it already
     */
    long restore(Database database, LocalDate day, Instant now, StepProgress progress) {
        ArchiveManifest manifest =
                archive.find(day).orElseThrow(() -> new JobFailure(Exit.NO_INPUT, "the archive does not have " + day));
        ArchiveManifest.Version version = manifest.published()
                .orElseThrow(() -> new JobFailure(Exit.NO_INPUT, day + ": its first version is still being written"));
        refuseStored(database, day);
        progress.show(0, "reading " + day);
        Path file = parquet.folder().resolve("restore.parquet");
        archive.fetch(manifest, version, ArchiveTable.TRADES, file);
        Optional<Ledger> before = lastLedger(day.minusDays(1));
        progress.show(1, "storing " + day);
        return database.transaction(tx -> {
            String sql = lines(tx, file);
            long stored = withLines(sql, lines -> trades.restore(tx, day, version.version(), lines, before, now));
            if (stored != version.file(ArchiveTable.TRADES).rows()) {
                throw new DamagedArchive(
                        day + ": expected " + version.file(ArchiveTable.TRADES).rows() + " trades, found " + stored
                                + "; nothing was restored");
            }
            return stored;
        });
    }

    /** Returns the query for the lines of a file, with the database's own ids of its markets. */
    private String lines(Transaction tx, Path file) {
        String from = "read_parquet('" + file.toString().replace("'", "''") + "', hive_partitioning = false)";
        List<List<String>> markets = parquet.query("select distinct base, counter from " + from);
        List<String> bases = markets.stream().map(List::getFirst).toList();
        List<String> counters = markets.stream().map(List::getLast).toList();
        List<Integer> ids = trades.pairIds(tx, bases, counters);
        String values = IntStream.range(0, ids.size())
                .mapToObj(i -> "('" + bases.get(i) + "', '" + counters.get(i) + "', " + ids.get(i) + ")")
                .collect(joining(", ", "(values ('', '', 0), ", ")"));
        Map<String, String> texts = ArchiveTable.TRADES.columns().stream()
                .collect(toMap(ArchiveTable.Column::name, ArchiveTable.Column::text));
        return RestoreStore.COLUMNS.stream()
                .map(column -> texts.getOrDefault(column, column))
                .collect(joining(
                        ", ",
                        "select ",
                        " from " + from + " join " + values
                                + " as market (base, counter, trade_pair_id) using (base, counter)"));
    }

    private void refuseStored(Database database, LocalDate day) {
        database.snapshot(tx -> restored.find(tx, day)).ifPresent(at -> {
            throw new JobFailure(Exit.DATA, day + ": was restored at " + at + " already; nothing was changed");
        });
        if (database.snapshot(tx -> trades.hasTrades(tx, day))) {
            throw new JobFailure(Exit.DATA, day + ": its trades are stored; nothing was changed");
        }
        Optional<Instant> watermark = database.snapshot(new RetentionWatermark()::find);
        if (watermark
                .filter(expired -> !ArchivedDayStore.end(day).isAfter(expired))
                .isEmpty()) {
            // The ingester may still store trades of the day.
            throw new JobFailure(
                    Exit.DATA,
                    day + ": expected a day before the retention watermark, which "
                            + watermark.map(at -> "is at " + at).orElse("has not moved yet") + "; nothing was changed");
        }
        if (database.snapshot(new PartitionStore(database)::list).stream()
                .anyMatch(partition -> partition.day().equals(day))) {
            throw new JobFailure(Exit.DATA, day + ": db-cleaner has not dropped its table yet; nothing was changed");
        }
        boolean finished =
                database.snapshot(tx -> new ArchivedDayStore().find(tx, day)).isPresent();
        if (!finished) {
            messages.println(day + ": this database did not archive it; the audit compares it with Horizon");
        }
    }

    /** The audit of the day's first hour begins after the last ledger before it, which the archive may have. */
    private Optional<Ledger> lastLedger(LocalDate day) {
        return archive.find(day)
                .flatMap(manifest -> manifest.published().flatMap(version -> {
                    Path file = parquet.folder().resolve("before.parquet");
                    archive.fetch(manifest, version, ArchiveTable.TRADES, file);
                    List<List<String>> rows =
                            parquet.query("""
                    select (max(toid) >> 32)::varchar, epoch(max(ledger_close_time))::bigint::varchar
                    from read_parquet('%s', hive_partitioning = false)
                    """.formatted(file.toString().replace("'", "''")));
                    String ledger = rows.getFirst().getFirst();
                    return ledger.equals("\\N")
                            ? Optional.<Ledger>empty()
                            : Optional.of(new Ledger(
                                    new LedgerSequence(Long.parseLong(ledger)),
                                    Instant.ofEpochSecond(
                                            Long.parseLong(rows.getFirst().get(1)))));
                }));
    }

    /** Something that reads lines to their end. */
    @FunctionalInterface
    private interface Reader {
        long read(InputStream lines);
    }

    /** Gives the lines of a query to a reader while DuckDB writes them. */
    private long withLines(String sql, Reader reader) {
        try (var lines = new PipedInputStream(BUFFER);
                OutputStream out = new PipedOutputStream(lines)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try (out) {
                    parquet.copy(sql, "format csv, header false", out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            long rows = reader.read(lines);
            writing.join();
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
