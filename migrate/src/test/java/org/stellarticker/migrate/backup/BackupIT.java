package org.stellarticker.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.migrate.backup.FilledDatabase.column;
import static org.stellarticker.migrate.backup.FilledDatabase.execute;
import static org.stellarticker.migrate.backup.FilledDatabase.rows;
import static org.stellarticker.migrate.backup.FilledDatabase.tables;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.migrate.TestMigration;

class BackupIT {

    @RegisterExtension
    static final TestDatabase source = new TestDatabase();

    @RegisterExtension
    static final TestDatabase target = TestDatabase.withoutSchema();

    @TempDir
    static Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeAll
    static void rowsInEveryTable() {
        FilledDatabase.fill(source.url());
        assertThat(tables(source.url()))
                .allSatisfy(
                        table -> assertThat(rows(source.url(), table)).as(table).isNotEmpty());
    }

    @BeforeEach
    void emptyTarget() {
        execute(target.url(), "drop schema public cascade; create schema public");
    }

    @Test
    void aRestoredDatabaseHoldsTheSameRowsAndCountsOn() {
        Path file = folder.resolve("plain.zip");
        backup(file);
        restore(file);

        for (String table : tables(source.url())) {
            assertThat(rows(target.url(), table)).as(table).isEqualTo(rows(source.url(), table));
        }
        assertThat(tables(target.url())).isEqualTo(tables(source.url()));
        assertThat(
                        column(
                                target.url(),
                                "insert into asset (type, code, issuer) values ('credit_alphanum4', 'NEW', 'GA') returning asset_id"))
                .isEqualTo(column(source.url(), "select max(asset_id) + 1 from asset"));
        assertThat(
                        column(
                                target.url(),
                                "insert into change_mark (minute, trade_pair_id) values (now(), 1) returning change_mark_id > 150"))
                .containsExactly("t");
        assertThat(messages.toString(UTF_8)).contains("rows of").contains("restored");
    }

    @Test
    void aBackupWhileRowsAreWrittenIsOfOneInstant() throws Exception {
        Path file = folder.resolve("busy.zip");
        var stop = new AtomicBoolean();
        var written = new AtomicLong();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var writer = threads.submit(() -> write(stop, written));
            try {
                await("rows are written").until(() -> written.get() > 0);
                long before = written.get();
                backup(file);
                assertThat(written.get()).as("rows written meanwhile").isGreaterThan(before);
            } finally {
                stop.set(true);
            }
            writer.get();
        }
        restore(file);

        long newest = Long.parseLong(
                column(target.url(), "select max(sequence) from ledger").getFirst());
        assertThat(column(target.url(), "select r::text from ledger r order by 1"))
                .isEqualTo(column(
                        source.url(), "select r::text from ledger r where sequence <= " + newest + " order by 1"));
        assertThat(column(target.url(), "select r::text from trade r order by 1"))
                .hasSizeGreaterThanOrEqualTo(100_000)
                .isEqualTo(column(
                        source.url(), "select r::text from trade r where toid >> 32 <= " + newest + " order by 1"));
        assertThat(column(target.url(), "select paging_token from stream_cursor where stream = 'busy'"))
                .as("the cursor of the same transaction")
                .isEqualTo(newest <= 20_000 ? List.of() : List.of(String.valueOf(newest)));
        execute(
                source.url(),
                "delete from stream_cursor where stream = 'busy'; delete from trade where toid >> 32 > 20000; delete from ledger where sequence > 20000");
    }

    /** Writes ledgers with their trades and the cursor, as the ingester does, until it is stopped. */
    private static boolean write(AtomicBoolean stop, AtomicLong written) throws Exception {
        try (var connection = DriverManager.getConnection(source.url());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (long ledger = 20_001; !stop.get(); ledger++) {
                statement.execute("insert into stream_cursor values ('busy', '" + ledger
                        + "') on conflict (stream) do update set paging_token = excluded.paging_token");
                statement.execute(
                        "insert into trade (ledger_close_time, toid, base_amount, counter_amount, price_n, price_d,"
                                + " trade_index, trade_pair_id, base_is_seller, ingested_from) select '2026-11-21 12:00+00', "
                                + (ledger << 32) + ", 1, 1, 1, 1, i, 1, true, 's' from generate_series(0, 19) i");
                statement.execute("insert into ledger values (" + ledger + ", '2026-11-21 12:00+00')");
                connection.commit();
                written.addAndGet(20);
            }
            return true;
        }
    }

    @Test
    void aDatabaseWithRowsIsRefusedAndStaysAsItIs() {
        Path file = folder.resolve("full.zip");
        backup(file);
        restore(file);
        execute(target.url(), "delete from stream_cursor");
        List<String> trades = rows(target.url(), "trade");

        assertThatThrownBy(() -> restore(file))
                .isInstanceOfSatisfying(
                        JobFailure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.UNAVAILABLE))
                .hasMessageContaining("expected an empty one, found rows in ")
                .hasMessageNotContaining("\n");
        assertThat(rows(target.url(), "trade")).isEqualTo(trades);
        assertThat(rows(target.url(), "stream_cursor")).isEmpty();
    }

    @Test
    void aMigratedDatabaseWithoutRowsIsEmpty() {
        Path file = folder.resolve("migrated.zip");
        backup(file);
        TestMigration.to(target.address(), SchemaVersion.ofProgram());

        restore(file);

        assertThat(rows(target.url(), "asset")).isEqualTo(rows(source.url(), "asset"));
    }

    /** Plays a right that the role lacks, or a rule that somebody added. */
    @Test
    void aFaultOfTheDatabaseIsNoDamagedBackup() {
        Path file = folder.resolve("refused.zip");
        backup(file);
        TestMigration.to(target.address(), SchemaVersion.ofProgram());
        execute(
                target.url(),
                "create function refuse() returns trigger language plpgsql as"
                        + " 'begin raise insufficient_privilege using message = ''not for you''; end';"
                        + " create trigger refuse before insert on ledger for each row execute function refuse()");

        assertThatThrownBy(() -> restore(file))
                .isInstanceOfSatisfying(
                        JobFailure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.UNAVAILABLE))
                .hasMessageContaining("table ledger cannot be filled: ")
                .hasMessageContaining("not for you")
                .hasMessageEndingWith("nothing was restored");
        assertThat(rows(target.url(), "trade")).isEmpty();
    }

    @Test
    void aDatabaseThatAProgramUsesIsRefused() {
        Path file = folder.resolve("used.zip");
        backup(file);
        try (var ingester = Database.open(target.address(), "ingester")) {
            assertThat(ingester.connectionsAllowed()).isPositive();
            assertThatThrownBy(() -> restore(file))
                    .isInstanceOfSatisfying(
                            JobFailure.class,
                            failure -> assertThat(failure.exit()).isEqualTo(Exit.BUSY))
                    .hasMessageContaining("ingester use it; end the run first");
        }
        assertThat(tables(target.url())).isEmpty();
    }

    @Test
    void aTruncatedFileIsRefusedBeforeAnythingChanges() throws Exception {
        Path file = folder.resolve("whole.zip");
        backup(file);
        byte[] whole = Files.readAllBytes(file);
        Path part = folder.resolve("part.zip");
        for (int length : new int[] {
            0,
            1,
            100,
            whole.length / 3,
            whole.length / 2,
            whole.length - 30_000,
            whole.length - 60,
            whole.length - 23,
            whole.length - 1
        }) {
            Files.write(part, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> restore(part))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOfSatisfying(
                            JobFailure.class,
                            failure -> assertThat(failure.exit()).isEqualTo(Exit.DATA))
                    .hasMessageContaining("the backup is damaged")
                    .hasMessageNotContaining("\n");
        }
        assertThat(tables(target.url())).isEmpty();
    }

    @Test
    void aDamagedFileIsRefusedAndADamagedStreamStoresNoRow() throws Exception {
        Path file = folder.resolve("sound.zip");
        backup(file);
        byte[] whole = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.zip");
        var random = new Random(7);
        var refused = new ArrayList<Integer>();
        for (int i = 0; i < 12; i++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, bytes);
            try (var backup = new BackupReader(Files.newInputStream(damaged), progress())) {
                Restore.check(backup, progress());
            } catch (JobFailure failure) {
                assertThat(failure.exit()).as("byte %d", at).isEqualTo(Exit.DATA);
                refused.add(at);
            }
        }
        assertThat(refused).as("almost every byte is a row's").hasSizeGreaterThanOrEqualTo(10);

        byte[] bytes = whole.clone();
        bytes[whole.length / 2] ^= 4;
        assertThatThrownBy(() -> restore(bytes))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("the backup is damaged");
        assertThat(rows(target.url(), "trade")).isEmpty();
        assertThat(rows(target.url(), "asset")).as("only the native asset").hasSize(1);
        restore(whole);
        assertThat(rows(target.url(), "trade")).isEqualTo(rows(source.url(), "trade"));
    }

    @Test
    void aBackupOfAnEarlierSchemaIsMigratedAfterItsRowsAreStored() {
        Path file = folder.resolve("earlier.zip");
        execute(target.url(), "drop schema public cascade; create schema public");
        TestMigration.to(
                target.address(), new SchemaVersion(SchemaVersion.ofProgram().number() - 1));
        execute(target.url(), "insert into network (passphrase) values ('earlier')");
        try (var database = Database.open(target.address(), "backup")) {
            command(file).backup(database, Clock.systemUTC(), out());
        }
        emptyTarget();

        restore(file);

        assertThat(column(target.url(), "select passphrase from network")).containsExactly("earlier");
        try (var database = Database.open(target.address(), "test")) {
            SchemaVersion.check(database);
        }
    }

    @Test
    void aLaterSchemaIsRefused() throws Exception {
        var header = new BackupHeader(1, 900, "9.0", "17", "2026-11-28T00:00:00Z", List.of(), List.of());
        var bytes = new ByteArrayOutputStream();
        try (var writer = new BackupWriter(bytes)) {
            writer.write(header);
            writer.write(new BackupManifest(header, List.of(), List.of()));
        }
        assertThatThrownBy(() -> restore(bytes.toByteArray()))
                .isInstanceOfSatisfying(
                        JobFailure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.DATA))
                .hasMessageContaining("version 900, this program knows versions up to");
        assertThat(tables(target.url())).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsNamed() {
        Path missing = folder.resolve("missing/file.zip");
        assertThatThrownBy(() -> restore(missing))
                .isInstanceOfSatisfying(
                        JobFailure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.NO_INPUT))
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> backup(missing))
                .isInstanceOfSatisfying(
                        JobFailure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.IO))
                .hasMessageContaining(missing.toString());
    }

    private BackupCommand command(Path file) {
        return new BackupCommand(Optional.of(file), false);
    }

    private PrintStream out() {
        return new PrintStream(messages, true, UTF_8);
    }

    private CopyProgress progress() {
        return new CopyProgress(out(), true);
    }

    private void backup(Path file) {
        try (var database = Database.open(source.address(), "backup")) {
            command(file).backup(database, Clock.systemUTC(), out());
        }
    }

    private void restore(Path file) {
        try (var database = Database.open(target.address(), "restore")) {
            command(file).restore(database, version -> TestMigration.to(target.address(), version), out());
        }
    }

    private void restore(byte[] backup) throws Exception {
        try (var database = Database.open(target.address(), "restore");
                var reader = new BackupReader(new ByteArrayInputStream(backup), progress())) {
            new Restore(database, version -> TestMigration.to(target.address(), version), progress()).restore(reader);
        }
    }
}
