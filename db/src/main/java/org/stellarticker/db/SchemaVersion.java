package org.stellarticker.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number of a schema's last migration: {@code V3__candles.sql} is 3.
 *
 * <p>A program works only with the schema that it was built with: an older one lacks columns, a newer one may mean something
 * else.
 */
public record SchemaVersion(int number) {

    /** The folder of the migrations on the class path. */
    public static final String MIGRATIONS = "db/migration";

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__\\w+\\.sql");

    /** Returns the schema that this program was built with. A JVM opens the file system of a jar once at a time. */
    public static synchronized SchemaVersion ofProgram() {
        try {
            URI folder = SchemaVersion.class.getResource("/" + MIGRATIONS).toURI();
            if (!folder.getScheme().equals("jar")) {
                return newestIn(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return newestIn(jar.getPath("/" + MIGRATIONS));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SchemaVersion newestIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> MIGRATION.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .map(match -> Integer.parseInt(match.group(1)))
                    .max(Integer::compare)
                    .map(SchemaVersion::new)
                    .orElseThrow(() -> new IllegalStateException("no migrations in " + folder));
        }
    }

    /** Returns the schema of a database; empty before the first migration. */
    public static Optional<SchemaVersion> of(Database database) {
        return database.snapshot(tx -> {
            boolean migrated =
                    tx.get("select to_regclass('flyway_schema_history') is not null", columns -> columns.getBoolean(1));
            return migrated ? applied(tx) : Optional.empty();
        });
    }

    private static Optional<SchemaVersion> applied(Transaction tx) {
        return tx.find("""
                select version::int
                from flyway_schema_history
                where success and version is not null
                order by version::int desc
                limit 1
                """, columns -> new SchemaVersion(columns.getInt(1)));
    }

    /**
     * Checks that the database has this program's schema.
     *
     * @throws SchemaMismatch if it has another one
     */
    public static void check(Database database) {
        SchemaVersion expected = ofProgram();
        SchemaVersion found = of(database)
                .orElseThrow(() -> new SchemaMismatch("database " + database.address()
                        + ": has no schema yet, expected version " + expected.number + "; run migrate first"));
        found.checkNotNewer(database);
        if (found.number < expected.number) {
            throw new SchemaMismatch("database " + database.address() + ": its schema has version " + found.number
                    + ", older than this program's " + expected.number + "; run migrate first");
        }
    }

    /**
     * Checks that this schema of a database is not of a later release.
     *
     * @throws SchemaMismatch if it is
     */
    public void checkNotNewer(Database database) {
        SchemaVersion expected = ofProgram();
        if (number > expected.number) {
            throw new SchemaMismatch("database " + database.address() + ": its schema has version " + number
                    + ", newer than this program's " + expected.number + "; run a newer release of the program");
        }
    }
}
