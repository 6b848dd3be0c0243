package org.stellarticker.exchangegateway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The engine's program, as a process of its own that tests kill. */
final class EngineProcess implements AutoCloseable {

    private final Path state;
    private Process process;

    private EngineProcess(Path state, Process process) {
        this.state = state;
        this.process = process;
    }

    /** @param state the folder of the run */
    static EngineProcess start(Path state) throws IOException {
        return new EngineProcess(state, begin(state));
    }

    private static Process begin(Path state) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.stellarticker.exchangeengine.Main");
        builder.environment().put("TICKER_STATE", state.toString());
        File log = state.resolve("engine.log").toFile();
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** Ends it as a fault of the machine would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    void startAgain() throws IOException {
        process = begin(state);
    }

    @Override
    public void close() {
        kill();
    }
}
