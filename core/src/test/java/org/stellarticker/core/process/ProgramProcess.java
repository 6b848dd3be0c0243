package org.stellarticker.core.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A program on the class path of a test, in a process of its own, so that it can be killed. */
public final class ProgramProcess {

    private ProgramProcess() {}

    /**
     * Starts a program.
     *
     * @param main its main class
     * @param settings what it gets beside the environment of the test
     * @param log the file that takes what it writes, behind what is there
     */
    public static Process start(Class<?> main, Map<String, String> settings, Path log) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings);
        return builder.start();
    }
}
