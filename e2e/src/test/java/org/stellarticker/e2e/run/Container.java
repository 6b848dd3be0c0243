package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A container of the real image, by the engine that {@code ./ticker} finds or installs; closed by its removal. */
final class Container implements AutoCloseable {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path NOTHING = Path.of("/dev/null");
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(25);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

    /** What a command printed. */
    record Said(int exit, String output, String errors) {}

    private final String name;

    private Container(String name) {
        this.name = name;
    }

    /** Builds the image. Fails with the reason where there is no engine and none can be installed. */
    static void buildImage() throws IOException {
        var said = run(BUILD_LIMIT, List.of("image"));
        assertThat(said.exit()).as(said.output() + said.errors()).isZero();
    }

    /** Starts a container in the background. */
    static Container start(String name, List<String> options, String... arguments) throws IOException {
        var container =
                new Container("stellar-ticker-it-" + ProcessHandle.current().pid() + "-" + name);
        var words = new ArrayList<>(List.of("run", "-d", "--name", container.name));
        words.addAll(options);
        words.add("stellar-ticker");
        words.addAll(List.of(arguments));
        engine(words);
        return container;
    }

    /**
     * Returns the options of a demo in the host's network, with its data in the folder: what reads a native demo reads it, too.
     */
    static List<String> demoOf(RunningTicker ticker, Path folder, Map<String, String> settings) {
        int port = URI.create(ticker.address()).getPort();
        var options = new ArrayList<>(List.of(
                "--network=host",
                "-v",
                folder + ":/data",
                "-e",
                "TICKER_PORT=" + port,
                "-e",
                "TICKER_BIND=127.0.0.1",
                "-e",
                "METRICS_BIND=127.0.0.1"));
        settings.forEach((name, value) -> options.addAll(List.of("-e", name + "=" + value)));
        return options;
    }

    /** Runs a container to its end. */
    static Said runToEnd(List<String> options, String... arguments) throws IOException {
        return run(COMMAND_LIMIT, toEnd(options, arguments));
    }

    /** Runs a container to its end, which reads the file as its input. */
    static Said runToEndFrom(Path input, List<String> options, String... arguments) throws IOException {
        return run(COMMAND_LIMIT, toEnd(options, arguments), input, NOTHING);
    }

    /** Runs a container to its end, whose output becomes the file. */
    static Said runToEndInto(Path output, List<String> options, String... arguments) throws IOException {
        return run(COMMAND_LIMIT, toEnd(options, arguments), NOTHING, output);
    }

    private static List<String> toEnd(List<String> options, String... arguments) {
        var words = new ArrayList<>(List.of("engine", "run", "--rm"));
        words.addAll(options);
        words.add("stellar-ticker");
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs a command inside. */
    Said exec(String... command) throws IOException {
        return run(COMMAND_LIMIT, inside(command));
    }

    /** Runs a command inside, whose output becomes the file. */
    Said execInto(Path output, String... command) throws IOException {
        return run(COMMAND_LIMIT, inside(command), NOTHING, output);
    }

    private List<String> inside(String... command) {
        var words = new ArrayList<>(List.of("engine", "exec", name));
        words.addAll(List.of(command));
        return words;
    }

    void kill() throws IOException {
        engine(List.of("kill", name));
    }

    void startAgain() throws IOException {
        engine(List.of("start", name));
    }

    /** Stops it as an operator does, and returns its exit code. */
    int stop() throws IOException {
        engine(List.of("stop", "-t", "20", name));
        return Integer.parseInt(engine(List.of("inspect", name, "--format", "{{.State.ExitCode}}"))
                .output()
                .strip());
    }

    String logs() throws IOException {
        var said = engine(List.of("logs", name));
        return said.output() + said.errors();
    }

    @Override
    public void close() throws IOException {
        engine(List.of("rm", "-f", "-v", name));
    }

    private static Said engine(List<String> words) throws IOException {
        var all = new ArrayList<>(List.of("engine"));
        all.addAll(words);
        var said = run(COMMAND_LIMIT, all);
        assertThat(said.exit()).as(words + ": " + said.errors()).isZero();
        return said;
    }

    private static Said run(Duration limit, List<String> words) throws IOException {
        // Files, not pipes: what goes on in the background would keep a pipe open.
        Path output = Files.createTempFile("container", ".out");
        try {
            Said said = run(limit, words, NOTHING, output);
            return new Said(said.exit(), Files.readString(output), said.errors());
        } finally {
            Files.delete(output);
        }
    }

    /** Runs {@code ./ticker} between two files; what it printed is left out of the answer. */
    private static Said run(Duration limit, List<String> words, Path input, Path output) throws IOException {
        var command = new ArrayList<>(List.of(CHECKOUT.resolve("ticker").toString()));
        command.addAll(words);
        Path errors = Files.createTempFile("container", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            String said = Files.readString(errors);
            if (!ended) {
                process.destroy();
            }
            assertThat(ended).as("ended in time: " + words + " " + said).isTrue();
            return new Said(process.exitValue(), "", said);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.join(" ", command));
        } finally {
            Files.delete(errors);
        }
    }
}
