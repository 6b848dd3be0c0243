package org.stellarticker.migrate.backup;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A PostgreSQL of another version than the included one, from the system's packages. */
final class OtherServer implements AutoCloseable {

    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    private final Process process;
    private final int port;

    private OtherServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns the programs of an installed version from 15 on that is not the given one. */
    static Optional<Path> installed(int notThis) throws IOException {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (var versions = Files.list(PACKAGES)) {
            return versions.filter(version -> version.getFileName().toString().matches("1[5-9]"))
                    .filter(version -> Integer.parseInt(version.getFileName().toString()) != notThis)
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        }
    }

    static OtherServer start(Path bin, Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        run(command(
                bin.resolve("initdb"),
                "-D",
                data.toString(),
                "-U",
                "ticker",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync"));
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var process = new ProcessBuilder(command(
                        bin.resolve("postgres"),
                        "-D",
                        data.toString(),
                        "-c",
                        "port=" + port,
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var server = new OtherServer(process, port);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(server::answers);
        return server;
    }

    /** PostgreSQL refuses root; in a user namespace without a mapping it sees another user. */
    private static List<String> command(Path program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U", "--"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " exited with " + process.exitValue());
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("postgres"))) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=ticker";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly())
                .join();
    }
}
