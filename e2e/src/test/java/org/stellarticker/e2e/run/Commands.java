package org.stellarticker.e2e.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** Runs commands of the system to their end. */
final class Commands {

    private Commands() {}

    /** Returns the command's exit code. */
    static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.join(" ", command));
        }
    }
}
