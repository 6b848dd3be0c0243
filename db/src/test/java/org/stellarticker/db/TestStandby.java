package org.stellarticker.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real PostgreSQL that only reads, until it is promoted. */
public final class TestStandby implements AutoCloseable {

    private final EmbeddedPostgres server;

    private TestStandby(EmbeddedPostgres server) {
        this.server = server;
    }

    /** @param folder an empty one for its data */
    public static TestStandby start(Path folder) throws IOException {
        Path data = folder.resolve("data");
        // It makes the data, and ends as a primary would.
        builder(data).start().close();
        Files.createFile(data.resolve("standby.signal"));
        return new TestStandby(builder(data).start());
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    public DatabaseAddress address() {
        return DatabaseAddress.parse(url());
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres&password=postgres";
    }

    /** Makes it a primary. */
    public void promote() throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement()) {
            statement.execute("select pg_promote()");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
