package org.stellarticker.webhooksender;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The program in a process of its own, so that it can be killed. */
final class SenderProcess implements AutoCloseable {

    private final String database;
    private final String trusted;
    private final Path log;
    private @Nullable Process process;

    SenderProcess(String database, String trusted, Path log) {
        this.database = database;
        this.trusted = trusted;
        this.log = log;
    }

    void start() throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("DATABASE_URL", database);
        builder.environment().put("WEBHOOK_TRUSTED_ORIGINS", trusted);
        builder.environment().put("TICKER_STATE", log.resolveSibling("state").toString());
        process = builder.start();
    }

    /** Kills it at once, as a crash does. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
