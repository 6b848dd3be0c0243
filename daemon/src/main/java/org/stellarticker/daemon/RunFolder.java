package org.stellarticker.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.stellarticker.core.status.ProgramReport;

/**
 * The two files in which a program publishes its status and its metrics. Each is replaced as a whole, so no reader sees
 * half a file.
 *
 * <p>The status file has two lines: state and detail; then whether the state is well, and for how many seconds the file
 * is valid. So {@code docker/runner} needs no rule of its own.
 */
final class RunFolder {

    /** Thrown when the run's folder cannot be written; the message says which folder and why. */
    static final class Unwritable extends Exception {

        private static final long serialVersionUID = 1;

        Unwritable(Path folder, IOException cause) {
            super(
                    "TICKER_STATE: expected a folder that can be written, found \"" + folder + "\" (" + cause + ")",
                    cause);
        }
    }

    private final Path status;
    private final Path metrics;

    private RunFolder(Path status, Path metrics) {
        this.status = status;
        this.metrics = metrics;
    }

    static Optional<RunFolder> in(Optional<Path> state, String program) throws Unwritable {
        return state.isEmpty() ? Optional.empty() : Optional.of(in(state.get(), program));
    }

    private static RunFolder in(Path state, String program) throws Unwritable {
        try {
            Path run = state.resolve("run");
            Path status = Files.createDirectories(run.resolve("status")).resolve(program);
            Path metrics = Files.createDirectories(run.resolve("metrics")).resolve(program + ".prom");
            replace(status, ProgramState.STARTING.word() + "\t\n");
            return new RunFolder(status, metrics);
        } catch (IOException e) {
            throw new Unwritable(state, e);
        }
    }

    void write(ProgramReport now) throws IOException {
        String wellness = ProgramReport.isWell(now.state()) ? "well" : "unwell";
        replace(
                status,
                now.state() + "\t" + now.detail() + "\n" + wellness + "\t" + ProgramReport.HOLDS.toSeconds() + "\n");
    }

    void write(String prometheusText) throws IOException {
        replace(metrics, prometheusText);
    }

    /** Removes the status of a program that ended. A file that cannot be removed expires by its age. */
    void clear() {
        for (Path file : new Path[] {status, metrics}) {
            file.toFile().delete();
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(aside, text, StandardCharsets.UTF_8);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
