package org.stellarticker.e2e.run;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL that may be killed, and started again on its data and port. */
final class KilledPostgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres server;

    private KilledPostgres(Path data) throws IOException {
        this.data = data;
        this.server = builder(data).start();
    }

    static KilledPostgres start(Path folder) throws IOException {
        return new KilledPostgres(folder.resolve("data"));
    }

    /** Without this, a commit that was answered may be lost with the process. */
    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres&password=postgres";
    }

    /** Kills the postmaster at once, as a crash does, and starts another. */
    void killAndStart() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> sessions = postmaster.children().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        // They end by themselves; until then, no other server may begin.
        await("its sessions end")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sessions.stream().noneMatch(ProcessHandle::isAlive));
        int port = server.getPort();
        server.close();
        server = builder(data).setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
