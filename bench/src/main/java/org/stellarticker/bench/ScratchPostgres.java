package org.stellarticker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.ProgramsRole;
import org.stellarticker.migrate.Migration;

/**
 * A PostgreSQL server with only the product's schema in it, run as the product runs its own: {@code
 * runner/postgres.py}.
 */
public final class ScratchPostgres implements AutoCloseable {

    private static final String OWNER_ADDRESS = "database.url";
    private static final String PROGRAMS_ADDRESS = "programs.url";
    private static final Duration TIME_TO_START = Duration.ofSeconds(30);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Process server;
    private final Path run;
    private final Path log;

    private ScratchPostgres(Process server, Path run, Path log) {
        this.server = server;
        this.run = run;
        this.log = log;
    }

    /**
     * Starts a server.
     *
     * @param folder for its data; empty or missing
     */
    public static ScratchPostgres start(Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Path log = folder.resolve("postgres.log");
        var starting = RunningProgram.supervised("postgres")
                .directory(run.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        starting.environment().put("TICKER_STATE", folder.toString());
        return new ScratchPostgres(starting.start(), run, log);
    }

    /** Returns the owner's address, once it accepts connections and has the schema and the programs' role. */
    public DatabaseAddress ready() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!answers()) {
            if (server.waitFor(BETWEEN_LOOKS) || System.nanoTime() > deadline) {
                throw new IllegalStateException("PostgreSQL did not start: " + lastLine());
            }
        }
        migrate(address(), DatabaseAddress.parse(read(PROGRAMS_ADDRESS)));
        return address();
    }

    /** Makes the role with which the programs connect, and by it the schema, as a start of the product does. */
    static void migrate(DatabaseAddress owner, DatabaseAddress programs) {
        Migration.of(owner).giveTo(new ProgramsRole(programs));
        Migration.of(programs).run();
    }

    /** Returns the processor time that all its processes have used together. */
    public Duration cpu() {
        return ProcessorTime.ofFamily(server.pid());
    }

    private boolean answers() throws IOException {
        if (!Files.exists(run.resolve(OWNER_ADDRESS))) {
            return false;
        }
        try (var _ = Database.open(address(), "bench")) {
            return true;
        } catch (DatabaseUnavailable notYet) {
            return false;
        }
    }

    private DatabaseAddress address() throws IOException {
        return DatabaseAddress.parse(read(OWNER_ADDRESS));
    }

    private String read(String file) throws IOException {
        return Files.readString(run.resolve(file)).strip();
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(log).stream().reduce("", (_, last) -> last);
    }

    /** Stops it, by force when that takes too long. */
    @Override
    public void close() throws IOException {
        try {
            // Requests a fast shutdown; Java itself can only request the slow one, which waits for clients.
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
