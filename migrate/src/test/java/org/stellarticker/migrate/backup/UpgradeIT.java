package org.stellarticker.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.copy.TableCopy;
import org.stellarticker.migrate.TestMigration;

/**
 * A database that a release filled keeps every row when this build migrates it. Each release adds one file to
 * {@code src/test/resources/releases}: {@code mvn -pl migrate -am verify -Dit.test=UpgradeIT -Drelease.write=0.1.0} writes it.
 */
class UpgradeIT {

    private static final Path RELEASES = Path.of("src/test/resources/releases");
    private static final String THIS_BUILD = "this build";

    @RegisterExtension
    static final TestDatabase filled = new TestDatabase();

    @RegisterExtension
    static final TestDatabase upgraded = TestDatabase.withoutSchema();

    @TempDir
    Path folder;

    /** The files of all releases, and this build's own, so that the comparison itself is always tried. */
    static Stream<String> releases() throws IOException {
        if (!Files.isDirectory(RELEASES)) {
            return Stream.of(THIS_BUILD);
        }
        try (var files = Files.list(RELEASES)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(THIS_BUILD), names.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyRowOfAReleaseSurvivesItsMigration(String release) throws Exception {
        Path file = release.equals(THIS_BUILD) ? write(folder.resolve("own.zip")) : RELEASES.resolve(release);
        FilledDatabase.execute(upgraded.url(), "drop schema public cascade; create schema public");
        try (var database = Database.open(upgraded.address(), "restore")) {
            command(file).restore(database, version -> TestMigration.to(upgraded.address(), version), quiet());
            SchemaVersion.check(database);
        }

        Map<BackupHeader.Table, List<String>> rows = rows(file);
        assertThat(rows).hasSizeGreaterThan(30).allSatisfy((table, before) -> {
            assertThat(before).as("rows of %s in the file", table.name()).isNotEmpty();
            assertThat(rowsNow(table)).as(table.name()).isEqualTo(before);
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "release.write", matches = "[0-9.]+")
    void writeTheFileOfARelease() throws Exception {
        Files.createDirectories(RELEASES);
        write(RELEASES.resolve(System.getProperty("release.write") + ".zip"));
    }

    private static Path write(Path file) {
        if (filled.rows("select 1 from trade limit 1").isEmpty()) {
            FilledDatabase.fill(filled.url());
        }
        try (var database = Database.open(filled.address(), "backup")) {
            command(file).backup(database, Clock.systemUTC(), quiet());
        }
        return file;
    }

    private static BackupCommand command(Path file) {
        return new BackupCommand(Optional.of(file), false);
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    }

    private static Map<BackupHeader.Table, List<String>> rows(Path file) throws IOException {
        var rows = new TreeMap<BackupHeader.Table, List<String>>(Comparator.comparing(BackupHeader.Table::name));
        try (var backup = new BackupReader(Files.newInputStream(file), new CopyProgress(quiet(), false))) {
            backup.rest(backup.header(), (table, lines) -> rows.put(table, sorted(lines)));
        }
        return rows;
    }

    private static List<String> sorted(InputStream lines) {
        try {
            return new String(lines.readAllBytes(), UTF_8).lines().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the columns that the release had, in its text form. */
    private static List<String> rowsNow(BackupHeader.Table table) {
        var lines = new ByteArrayOutputStream();
        String columns = String.join(", ", quoted(table));
        upgraded.database().snapshot(tx -> {
            new TableCopy().fixTextForm(tx);
            tx.copyOut("copy (select " + columns + " from " + table.name() + ") to stdout", lines);
            return true;
        });
        return lines.toString(UTF_8).lines().sorted().toList();
    }

    private static List<String> quoted(BackupHeader.Table table) {
        return table.columns().stream().map(column -> '"' + column + '"').toList();
    }
}
