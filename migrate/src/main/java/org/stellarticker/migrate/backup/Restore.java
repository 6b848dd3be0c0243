package org.stellarticker.migrate.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseException;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.Program;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.copy.CopiedTable;
import org.stellarticker.db.copy.TableCopy;

/** Fills an empty database with a backup: all of it, in one transaction, or nothing. */
final class Restore {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration ANALYZE_LOCK_TIMEOUT = Duration.ofMinutes(1);

    private final Database database;
    private final Consumer<SchemaVersion> migration;
    private final CopyProgress progress;
    private final TableCopy copy = new TableCopy();

    /** @param migration brings an empty database's schema to a version */
    Restore(Database database, Consumer<SchemaVersion> migration, CopyProgress progress) {
        this.database = database;
        this.migration = migration;
        this.progress = progress;
    }

    /**
     * Reads a whole backup without storing it, so that a damaged one is refused before anything changes.
     *
     * @throws JobFailure if it is damaged
     */
    static BackupManifest check(BackupReader backup, CopyProgress progress) {
        try {
            BackupHeader header = backup.header();
            progress.expect(3 * header.estimatedRows());
            return backup.rest(header, (_, lines) -> drain(lines));
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private static void drain(InputStream lines) {
        try {
            lines.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Restores a backup.
     *
     * @throws JobFailure if the database is in use or not empty, or if the backup is damaged
     */
    BackupManifest restore(BackupReader backup) {
        try {
            BackupHeader header = backup.header();
            SchemaVersion schema = new SchemaVersion(header.schemaVersion());
            checkFits(schema);
            checkUnused();
            SchemaVersion.of(database).ifPresent(found -> checkEmpty(found, schema));
            migration.accept(schema);
            BackupManifest manifest = database.transaction(tx -> fill(tx, header, backup));
            migration.accept(SchemaVersion.ofProgram());
            database.autoCommit(ANALYZE_LOCK_TIMEOUT, session -> session.update("analyze"));
            return manifest;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private static JobFailure unreadable(Exception e) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        String reason = cause == null ? e.toString() : String.valueOf(cause.getMessage());
        return DamagedBackup.because(reason.lines().findFirst().orElse(""), e);
    }

    private static void checkFits(SchemaVersion schema) {
        SchemaVersion newest = SchemaVersion.ofProgram();
        if (schema.number() > newest.number() || schema.number() < 1) {
            throw new JobFailure(
                    Exit.DATA,
                    "the backup has a schema of version " + schema.number() + ", this program knows versions up to "
                            + newest.number() + ": restore it with the release that wrote it, or a newer one");
        }
    }

    private void checkUnused() {
        Set<String> programs =
                Arrays.stream(Program.values()).map(Program::word).collect(Collectors.toSet());
        List<String> running = database.snapshot(tx -> copy.listRunningPrograms(tx, programs));
        if (!running.isEmpty()) {
            throw new JobFailure(
                    Exit.BUSY,
                    "database " + database.address() + ": " + String.join(", ", running)
                            + " use it; end the run first (./ticker down), so that nothing writes during a restore");
        }
    }

    private void checkEmpty(SchemaVersion found, SchemaVersion needed) {
        database.snapshot(tx -> {
            checkEmpty(tx, copy.list(tx));
            return true;
        });
        if (found.number() > needed.number()) {
            throw new JobFailure(
                    Exit.UNAVAILABLE,
                    "database " + database.address() + ": its schema has version " + found.number()
                            + " already, the backup's is " + needed.number()
                            + "; name a database without tables, which gets the backup's schema first");
        }
    }

    private void checkEmpty(Transaction tx, List<CopiedTable> tables) {
        List<String> filled = copy.filled(tx, tables);
        if (!filled.isEmpty()) {
            throw new JobFailure(
                    Exit.UNAVAILABLE,
                    "database " + database.address() + ": expected an empty one, found rows in "
                            + String.join(", ", filled)
                            + "; name another by DATABASE_URL or TICKER_HOME; nothing was changed");
        }
    }

    private BackupManifest fill(Transaction tx, BackupHeader header, BackupReader backup) {
        copy.createTradeDays(
                tx, header.tradeDays().stream().map(LocalDate::parse).toList());
        List<CopiedTable> tables = copy.list(tx);
        copy.lockForWriting(tx, tables, LOCK_TIMEOUT);
        copy.fixTextForm(tx);
        checkEmpty(tx, tables);
        copy.clear(tx, tables);
        Map<String, CopiedTable> byName =
                tables.stream().collect(Collectors.toMap(CopiedTable::name, Function.identity()));
        checkColumns(header, byName);
        progress.expect(2 * header.estimatedRows());
        BackupManifest manifest = read(
                backup, header, (table, lines) -> copyIn(tx, Objects.requireNonNull(byName.get(table.name())), lines));
        compare(tx, tables, manifest);
        manifest.identities().forEach(column -> copy.continueAfter(tx, column));
        return manifest;
    }

    private static BackupManifest read(
            BackupReader backup, BackupHeader header, BiConsumer<BackupHeader.Table, InputStream> action) {
        try {
            return backup.rest(header, action);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkColumns(BackupHeader header, Map<String, CopiedTable> tables) {
        boolean same = header.tables().size() == tables.size()
                && header.tables().stream().allMatch(table -> {
                    var stored = tables.get(table.name());
                    return stored != null && stored.columns().equals(table.columns());
                });
        if (!same) {
            throw DamagedBackup.because("its tables are not those of its schema version " + header.schemaVersion());
        }
    }

    private void copyIn(Transaction tx, CopiedTable table, InputStream lines) {
        try {
            copy.copyIn(tx, table, lines);
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (DatabaseException e) {
            String reason = String.valueOf(e.getMessage());
            throw e.refusesValues()
                    ? DamagedBackup.because(reason, e)
                    : new JobFailure(
                            Exit.UNAVAILABLE,
                            "database " + database.address() + ": table " + table.name() + " cannot be filled: "
                                    + reason + "; nothing was restored",
                            e);
        }
    }

    /** Reads all rows back, and compares them with the manifest. */
    private void compare(Transaction tx, List<CopiedTable> tables, BackupManifest manifest) {
        var stored = new ArrayList<BackupManifest.TableSum>();
        for (CopiedTable table : tables) {
            var hash = new RowHash();
            copy.copyOut(tx, table, hash);
            stored.add(hash.sum(table.name()));
            progress.add(hash.rows(), "verifying " + table.name());
        }
        BackupReader.differing(manifest.tables(), stored).ifPresent(table -> {
            throw new JobFailure(
                    Exit.SOFTWARE,
                    "table " + table + " was stored with other values than the backup has; nothing was changed");
        });
    }
}
