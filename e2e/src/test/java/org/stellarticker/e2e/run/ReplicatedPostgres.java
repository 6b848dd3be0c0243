package org.stellarticker.e2e.run;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A primary and a standby that follows it by streaming replication, of the PostgreSQL that Debian packages: the binaries of other
 * tests have no {@code pg_basebackup}.
 */
final class ReplicatedPostgres implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path binaries;
    private final Path folder;
    private final int primaryPort;
    private final int standbyPort;
    /** Between both, so that the standby can be cut off. */
    private final Relay line;

    private @Nullable Process primary;
    private @Nullable Process standby;

    private ReplicatedPostgres(Path binaries, Path folder) throws IOException {
        this.binaries = binaries;
        this.folder = folder;
        this.primaryPort = freePort();
        this.standbyPort = freePort();
        this.line = new Relay();
    }

    /** Returns where the binaries are; empty when no PostgreSQL with {@code pg_basebackup} is installed. */
    static Optional<Path> installed() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(found -> Files.isExecutable(found.resolve("pg_basebackup")))
                    .max(Comparator.naturalOrder());
        }
    }

    /** @param synchronous whether a commit waits until the standby has it */
    static ReplicatedPostgres start(Path binaries, Path folder, boolean synchronous) throws Exception {
        var both = new ReplicatedPostgres(binaries, folder);
        both.run("initdb", "-D", "primary", "-U", "ticker", "--auth=trust", "-E", "UTF8", "--locale=C");
        both.primary = both.server("primary", both.primaryPort);
        both.awaitServer(both.primaryPort);
        both.execute(both.primaryPort, "postgres", "create database ticker");
        both.line.openTo(both.primaryPort);
        int linePort = Integer.parseInt(both.line.address().replaceFirst(".*:", ""));
        both.run(
                "pg_basebackup",
                "-d",
                "host=127.0.0.1 port=" + linePort + " user=ticker application_name=standby",
                "-D",
                "standby",
                "-R",
                "-C",
                "-S",
                "standby",
                "--checkpoint=fast");
        both.standby = both.server("standby", both.standbyPort);
        both.awaitServer(both.standbyPort);
        if (synchronous) {
            // Not before: without a standby, no commit would end. Not in the copy: the standby would wait for itself.
            both.execute(both.primaryPort, "postgres", "alter system set synchronous_standby_names = 'standby'");
            both.execute(both.primaryPort, "postgres", "select pg_reload_conf()");
            await("the standby is synchronous")
                    .atMost(SOON)
                    .until(() -> both.onPrimary("select sync_state from pg_stat_replication")
                            .equals(List.of("sync")));
        }
        return both;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process server(String name, int port) throws IOException {
        return command(
                        "postgres",
                        "-D",
                        name,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=120")
                .start();
    }

    private ProcessBuilder command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses root.
            command.addAll(List.of("unshare", "-U", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()));
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        Process done = command(program, arguments).start();
        if (done.waitFor() != 0) {
            throw new IOException(program + " ended with " + done.exitValue() + ": "
                    + Files.readString(folder.resolve("postgres.log")));
        }
    }

    private void awaitServer(int port) {
        await("PostgreSQL answers").atMost(SOON).ignoreExceptions().until(() -> {
            query(port, "postgres", "select 1");
            return true;
        });
    }

    private static Connection connection(int port, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=ticker");
    }

    private void execute(int port, String database, String sql) throws SQLException {
        try (Connection connection = connection(port, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(int port, String database, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (Connection connection = connection(port, database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    /** Returns the first column of a query to the first primary. */
    List<String> onPrimary(String sql) throws SQLException {
        return query(primaryPort, "ticker", sql);
    }

    /** Returns the first column of a query to the standby, also once it was promoted. */
    List<String> onStandby(String sql) throws SQLException {
        return query(standbyPort, "ticker", sql);
    }

    /** Returns an address of both, the primary first. */
    String address() {
        return "postgresql://ticker@127.0.0.1:" + primaryPort + ",127.0.0.1:" + standbyPort + "/ticker";
    }

    /** Returns an address of both, the standby first. */
    String addressForReads() {
        return "postgresql://ticker@127.0.0.1:" + standbyPort + ",127.0.0.1:" + primaryPort + "/ticker";
    }

    /** Breaks the line between both: the primary goes on alone. */
    void cutOff() throws IOException {
        line.leave();
    }

    /** Mends the line. */
    void connect() throws IOException {
        line.open();
    }

    /** Kills the primary with all its processes, as a host that loses its power. */
    void killPrimary() {
        kill(primary);
    }

    void promote() throws SQLException {
        execute(standbyPort, "postgres", "select pg_promote()");
    }

    private static void kill(@Nullable Process server) {
        if (server != null) {
            List<ProcessHandle> all = server.descendants().toList();
            server.destroyForcibly().onExit().join();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() throws IOException {
        kill(primary);
        kill(standby);
        line.close();
    }
}
