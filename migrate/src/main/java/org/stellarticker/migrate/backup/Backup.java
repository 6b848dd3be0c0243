package org.stellarticker.migrate.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.copy.CopiedTable;
import org.stellarticker.db.copy.TableCopy;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;

/** Writes all tables of a database, as of one instant, while everything else continues. */
final class Backup {

    private final Database database;
    private final Clock clock;
    private final CopyProgress progress;
    private final TableCopy copy = new TableCopy();

    Backup(Database database, Clock clock, CopyProgress progress) {
        this.database = database;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Writes the backup.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    BackupManifest write(OutputStream out) {
        SchemaVersion schema = SchemaVersion.of(database)
                .orElseThrow(() -> new IllegalStateException("database " + database.address()
                        + ": has no tables of the ticker, so there is nothing to back up"));
        schema.checkNotNewer(database);
        String server = database.serverVersion().text();
        List<CopiedTable> tables = database.snapshot(copy::list);
        return database.snapshot(tx -> {
            copy.lockForReading(tx, tables);
            copy.fixTextForm(tx);
            try (var writer = new BackupWriter(out)) {
                BackupHeader header = header(tx, schema, server, tables);
                writer.write(header);
                progress.expect(header.estimatedRows());
                var sums = new ArrayList<BackupManifest.TableSum>();
                for (int i = 0; i < tables.size(); i++) {
                    sums.add(write(tx, tables.get(i), header.tables().get(i), writer));
                }
                var manifest = new BackupManifest(header, sums, copy.listIdentities(tx));
                writer.write(manifest);
                return manifest;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private BackupHeader header(Transaction tx, SchemaVersion schema, String server, List<CopiedTable> tables) {
        List<String> days = new PartitionStore(database)
                .list(tx).stream()
                        .filter(day -> day.state() == DayPartition.State.ATTACHED)
                        .map(day -> day.day().toString())
                        .toList();
        return new BackupHeader(
                BackupHeader.FORMAT,
                schema.number(),
                OneShot.build(),
                server,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                tables.stream()
                        .map(table -> new BackupHeader.Table(table.name(), table.columns(), table.estimatedRows()))
                        .toList(),
                days);
    }

    private BackupManifest.TableSum write(
            Transaction tx, CopiedTable table, BackupHeader.Table described, BackupWriter writer) throws IOException {
        var hash = new RowHash();
        try (var entry = writer.begin(described)) {
            copy.copyOut(tx, table, new Counted(entry, hash, table.name()));
        }
        return hash.sum(table.name());
    }

    /** Passes rows on, and hashes them. */
    private final class Counted extends FilterOutputStream {

        private final RowHash hash;
        private final String step;

        Counted(OutputStream out, RowHash hash, String step) {
            super(out);
            this.hash = hash;
            this.step = step;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            long before = hash.rows();
            hash.write(bytes, from, length);
            out.write(bytes, from, length);
            progress.add(hash.rows() - before, step);
        }
    }
}
