package org.stellarticker.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One real PostgreSQL for all tests of a JVM: a container where an engine answers, else the embedded binaries, which
 * also run as root. It holds a migrated template, of which fresh databases are clones.
 */
final class TestServer {

    /** Where a server of one's own is to serve, of an older version say: its address with {@code %s} for the name. */
    private static final String OWN_SERVER = "TEST_DATABASE_URL";

    /** So that several JVMs may use one server. */
    private static final String PREFIX = "p" + ProcessHandle.current().pid() + "_";

    private static final String TEMPLATE = PREFIX + "migrated";

    private static final class Holder {
        static final TestServer THE_ONE = start();
    }

    /** {@code %s} is the database's name. */
    private final String addressPattern;

    private final AtomicInteger clones = new AtomicInteger();

    private TestServer(String addressPattern) {
        this.addressPattern = addressPattern;
    }

    static TestServer running() {
        return Holder.THE_ONE;
    }

    private static TestServer start() {
        String own = System.getenv(OWN_SERVER);
        var server = new TestServer(own != null ? own : engineAnswers() ? inContainer() : embedded());
        server.execute("create database " + TEMPLATE);
        Flyway.configure()
                .dataSource(server.address(TEMPLATE), null, null)
                .locations("classpath:" + SchemaVersion.MIGRATIONS)
                .load()
                .migrate();
        return server;
    }

    /** Looks for a socket first; Testcontainers' own search takes a second and logs an error where there is none. */
    private static boolean engineAnswers() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // The engine's reaper ends it with the JVM.
    private static String inContainer() {
        var container = new PostgreSQLContainer("postgres:17-alpine");
        try {
            container.start();
        } catch (ContainerLaunchException noSuchImage) {
            // An engine without a registry serves as little as none.
            return embedded();
        }
        return "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/%s?user="
                + container.getUsername() + "&password=" + container.getPassword();
    }

    @SuppressWarnings("resource") // Ends with the JVM.
    private static String embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "80")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
            return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/%s?user=postgres&password=postgres";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a new database with the newest schema and nothing in it. */
    String fresh() {
        String name = PREFIX + "test_" + clones.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE);
        return address(name);
    }

    /** The address of a new database without any schema. */
    String empty() {
        String name = PREFIX + "empty_" + clones.incrementAndGet();
        execute("create database " + name);
        return address(name);
    }

    private String address(String name) {
        return addressPattern.formatted(name);
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(address("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
