package org.stellarticker.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.ProgramsRole;
import org.stellarticker.db.SchemaMismatch;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.ServerVersion;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.TestStandby;

class MigrationIT {

    private static final Backoff SHORT =
            new Backoff(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(50));

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    @BeforeEach
    void emptyDatabase() {
        database.execute("drop schema public cascade; create schema public");
    }

    @Test
    void anEmptyDatabaseGetsTheWholeSchemaAndAMigratedOneStaysAsItIs() throws Exception {
        new Migration(database.address(), SHORT).run();
        new Migration(database.address(), SHORT).run();

        SchemaVersion.check(database.database());
        assertThat(database.rows("select max(version::int) from flyway_schema_history"))
                .containsExactly(String.valueOf(SchemaVersion.ofProgram().number()));
    }

    @Test
    void twoAtOnceMigrateOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> migrated());
            var other = threads.submit(() -> migrated());
            assertThat(one.get()).isTrue();
            assertThat(other.get()).isTrue();
        }

        SchemaVersion.check(database.database());
    }

    private static boolean migrated() throws InterruptedException {
        new Migration(database.address(), SHORT).run();
        return true;
    }

    @Test
    void aSchemaNewerThanTheProgramIsLeftAlone() throws Exception {
        new Migration(database.address(), SHORT).run();
        database.execute("""
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (900, '900', 'of the future', 'SQL', 'V900__of_the_future.sql', 'test', 1, true)
                """);

        assertThatThrownBy(() -> new Migration(database.address(), SHORT).run())
                .isInstanceOf(SchemaMismatch.class)
                .hasMessageContaining("version 900, newer than this program's")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> SchemaVersion.check(database.database())).isInstanceOf(SchemaMismatch.class);
    }

    /** A release before 1.0 may have changed a migration that a database already has. */
    @Test
    void aSchemaOfOtherMigrationsIsRefusedAndTheMessageSaysWhatToDo() {
        new Migration(database.address(), SHORT).run();
        database.execute("update flyway_schema_history set checksum = 1 where version = '1'");

        assertThatThrownBy(() -> new Migration(database.address(), SHORT).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("found those of another release")
                .hasMessageEndingWith("begin with an empty database: set another TICKER_HOME or DATABASE_URL")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aProgramRefusesASchemaThatIsOlderOrMissing() throws Exception {
        assertThatThrownBy(() -> SchemaVersion.check(database.database()))
                .isInstanceOf(SchemaMismatch.class)
                .hasMessageContaining("has no schema yet");

        new Migration(database.address(), SHORT).run();
        database.execute("delete from flyway_schema_history where version <> '1'");

        assertThatThrownBy(() -> SchemaVersion.check(database.database()))
                .isInstanceOf(SchemaMismatch.class)
                .hasMessageContaining("version 1, older than this program's")
                .hasMessageContaining("run migrate");
    }

    @Test
    void tablesOfOthersAreNotTouched() {
        database.execute("create table other_table (a int)");

        assertThatThrownBy(() -> new Migration(database.address(), SHORT).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("could not be brought up to date")
                .hasMessageContaining("it holds tables of others; name an empty database by DATABASE_URL")
                .hasMessageNotContaining("\n");
        assertThat(database.rows("select table_name from information_schema.tables where table_schema = 'public'"))
                .containsExactly("other_table");
    }

    @Test
    void aNameOrAUserThatTheServerDoesNotKnowIsReportedAtOnce() {
        var other = DatabaseAddress.parse(database.url().replaceFirst("/\\w+_empty_\\d+", "/nowhere"));
        assertThatThrownBy(() -> new Migration(other, Backoff.USUAL).run())
                .hasMessageContaining("/nowhere")
                .hasMessageContaining("does not exist; create it");

        var unknown = DatabaseAddress.parse(database.url().replaceFirst("user=\\w+", "user=nobody_known"));
        assertThatThrownBy(() -> new Migration(unknown, Backoff.USUAL).run())
                .hasMessageContaining("nobody_known")
                .hasMessageContaining("check its user and password");
    }

    @Test
    void whereNobodyAnswersItWaitsAndThenGivesUp() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var nowhere = DatabaseAddress.parse("postgresql://u:secret@127.0.0.1:" + port + "/ticker");

        assertThatThrownBy(() -> new Migration(nowhere, SHORT).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("nobody answers there")
                .hasMessageContaining("gave up after")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anOldPostgresqlIsRefusedByItsVersion() {
        var migration = new Migration(database.address(), SHORT);

        assertThatThrownBy(() -> migration.checkServer(new ServerVersion(14, "14.9")))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("found PostgreSQL 14.9, expected 15 or later");
        migration.checkServer(new ServerVersion(15, "15.0"));
        try (Database real = Database.open(database.address(), "test")) {
            migration.checkServer(real.serverVersion());
        }
    }

    @Test
    void aStandbyIsRefused(@TempDir Path folder) throws Exception {
        try (var standby = TestStandby.start(folder)) {
            assertThatThrownBy(() -> new Migration(standby.address(), SHORT).run())
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("expected one that can be written, found one that only reads")
                    .hasMessageNotContaining("\n");
        }
    }

    /** Otherwise no program could store anything, and each would say so in its own way. */
    @Test
    void aUserWhoMayOnlyReadIsRefusedAlsoWhereTheSchemaIsCurrent() {
        new Migration(database.address(), SHORT).run();
        database.execute(
                "drop role if exists reads; create role reads login password 'reads' in role pg_read_all_data");
        var reads = DatabaseAddress.parse(
                database.url().replaceFirst("user=\\w+", "user=reads").replaceFirst("password=\\w+", "password=reads"));

        assertThatThrownBy(() -> new Migration(reads, SHORT).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(
                        "expected tables of its user, found those of postgres; name that user in DATABASE_URL")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aUserWhoMayCreateNoTablesIsRefused() {
        database.execute("drop role if exists guest; create role guest login password 'guest'");
        var guest = DatabaseAddress.parse(
                database.url().replaceFirst("user=\\w+", "user=guest").replaceFirst("password=\\w+", "password=guest"));

        assertThatThrownBy(() -> new Migration(guest, SHORT).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("permission denied for database ")
                .hasMessageContaining("make its user the database's owner")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aServerThatLetsInFewerThanARunNeedsIsRefused() {
        database.execute("drop role if exists few");
        database.execute("create role few login password 'few' connection limit 20");
        var address = DatabaseAddress.parse(
                database.url().replaceFirst("user=\\w+", "user=few").replaceFirst("password=\\w+", "password=few"));

        assertThatThrownBy(() -> new Migration(address, SHORT).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("expected " + Database.connectionsOfARun()
                        + " connections for the programs of a run, found 20 allowed")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theReadOnlyRoleIsNamedByItsDatabaseReadsEverythingAndChangesNothing() {
        new Migration(database.address(), SHORT).run();
        for (int start = 0; start < 2; start++) {
            new Migration(database.address(), SHORT).createReadOnlyRole();
        }
        String role = database.rows("select current_database() || '_reader'").getFirst();

        assertThat(database.rows(
                        "select rolcanlogin, rolsuper, rolcreaterole from pg_roles where rolname = '" + role + "'"))
                .containsExactly("f\tf\tf");
        database.execute("set role " + role + "; select * from readable_trade; select * from trade");
        assertThatThrownBy(() -> database.execute("set role " + role + "; delete from trade"))
                .hasStackTraceContaining("permission denied for table trade");
    }

    @Test
    void aUserThatMayCreateNoRolesGetsTheCommandToRun() {
        new Migration(database.address(), SHORT).run();
        database.execute("drop role if exists plain; create role plain login password 'plain'");
        var plain = DatabaseAddress.parse(
                database.url().replaceFirst("user=\\w+", "user=plain").replaceFirst("password=\\w+", "password=plain"));

        assertThatThrownBy(() -> new Migration(plain, SHORT).createReadOnlyRole())
                .hasMessageContaining("give the user CREATEROLE, or set READ_ONLY_ROLE=false");
    }

    /** Also of a database that was made before there was such a role, with all that is in it. */
    @Test
    void theProgramsRoleIsNoSuperuserAndOwnsTheSchema() {
        new Migration(database.address(), SHORT).run();
        var programs = DatabaseAddress.parse(database.url()
                .replaceFirst(
                        "user=\\w+", "user=programs_" + ProcessHandle.current().pid())
                .replaceFirst("password=\\w+", "password=geheim"));

        for (int start = 0; start < 2; start++) {
            new Migration(database.address(), SHORT).giveTo(new ProgramsRole(programs));
            new Migration(programs, SHORT).run();
        }

        try (Database opened = Database.open(programs, "test")) {
            assertThat(opened.<String>snapshot(tx -> tx.get(
                            "select rolsuper::text as super from pg_roles where rolname = current_user",
                            columns -> columns.getString("super"))))
                    .isEqualTo("false");
        }
        assertThat(database.rows("""
                select distinct pg_get_userbyid(relowner)
                from pg_class
                where relnamespace = 'public'::regnamespace
                """)).containsExactly(new ProgramsRole(programs).toString());
    }
}
