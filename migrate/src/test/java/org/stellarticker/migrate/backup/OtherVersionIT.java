package org.stellarticker.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.migrate.TestMigration;

/** From the included PostgreSQL to one outside of another version, and back. */
class OtherVersionIT {

    @RegisterExtension
    static final TestDatabase inside = new TestDatabase();

    @RegisterExtension
    static final TestDatabase again = TestDatabase.withoutSchema();

    @TempDir
    Path folder;

    @Test
    void aBackupGoesToAnotherVersionAndBack() throws Exception {
        int version = inside.database().serverVersion().major();
        Optional<Path> other = OtherServer.installed(version);
        assumeTrue(other.isPresent(), "no PostgreSQL of another version is installed, such as Debian's postgresql-15");
        FilledDatabase.fill(inside.url());
        try (var server = OtherServer.start(other.get(), folder)) {
            String outside = server.url("postgres");
            backup(inside.url(), folder.resolve("there.zip"));
            restore(outside, folder.resolve("there.zip"));
            backup(outside, folder.resolve("back.zip"));
            restore(again.url(), folder.resolve("back.zip"));

            for (String table : FilledDatabase.tables(inside.url())) {
                var rows = FilledDatabase.rows(inside.url(), table);
                assertThat(FilledDatabase.rows(outside, table)).as(table).isEqualTo(rows);
                assertThat(FilledDatabase.rows(again.url(), table)).as(table).isEqualTo(rows);
            }
        }
    }

    private static void backup(String url, Path file) {
        try (var database = Database.open(DatabaseAddress.parse(url), "backup")) {
            new BackupCommand(Optional.of(file), false).backup(database, Clock.systemUTC(), quiet());
        }
    }

    private static void restore(String url, Path file) {
        var address = DatabaseAddress.parse(url);
        try (var database = Database.open(address, "restore")) {
            new BackupCommand(Optional.of(file), false)
                    .restore(database, version -> TestMigration.to(address, version), quiet());
        }
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    }
}
