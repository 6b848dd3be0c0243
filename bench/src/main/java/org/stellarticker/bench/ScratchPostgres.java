package org.stellarticker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.migrate.Migration;

/** A PostgreSQL of our own with nothing but our schema in it, run as the product runs its own: {@code runner/postgres.py}. */
public final class ScratchPostgres implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofSeconds(30);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Process server;
    private final Path addressFile;
    private final Path log;

    private ScratchPostgres(Process server, Path addressFile, Path log) {
        this.server = server;
        this.addressFile = addressFile;
        this.log = log;
    }

    /** @param folder to be filled; empty, or not there yet */
    public static ScratchPostgres start(Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Path log = folder.resolve("postgres.log");
        var starting = RunningProgram.supervised("postgres")
                .directory(run.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        starting.environment().put("TICKER_STATE", folder.toString());
        return new ScratchPostgres(starting.start(), run.resolve("database.url"), log);
    }

    /** Its address, once it lets us in and has our schema. */
    public DatabaseAddress ready() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!answers()) {
            if (server.waitFor(BETWEEN_LOOKS) || System.nanoTime() > deadline) {
                throw new IllegalStateException("PostgreSQL did not start: " + lastLine());
            }
        }
        Migration.of(address()).run();
        return address();
    }

    /** The processor time that it took until now, all its processes together. */
    public Duration cpu() {
        return ProcessorTime.ofFamily(server.pid());
    }

    private boolean answers() throws IOException {
        if (!Files.exists(addressFile)) {
            return false;
        }
        try (var _ = Database.open(address(), "bench")) {
            return true;
        } catch (DatabaseUnavailable notYet) {
            return false;
        }
    }

    private DatabaseAddress address() throws IOException {
        return DatabaseAddress.parse(Files.readString(addressFile).strip());
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(log).stream().reduce("", (_, last) -> last);
    }

    /** Ends it in order, or by force when that takes too long. */
    @Override
    public void close() throws IOException {
        try {
            // Fast shutdown; Java itself can only ask for the slow one, which waits for clients.
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            if (!server.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException asked) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
