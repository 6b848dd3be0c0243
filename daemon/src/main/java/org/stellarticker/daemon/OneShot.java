package org.stellarticker.daemon;

import java.time.Clock;
import java.util.function.Function;

/** A program that does one piece of work and ends, such as {@code migrate}. */
public final class OneShot {

    /** The work. */
    @FunctionalInterface
    public interface Work<C> {

        /** @throws Exception why it could not be done: its message is told as one line, and the program exits 69 */
        void run(C config, Clock clock) throws Exception;
    }

    private OneShot() {}

    /** For what is to be known before the settings are, such as whether an argument lies in the past. */
    public static Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Reads the settings, does the work and ends the process: 0 when done, 78 for settings that cannot be used.
     *
     * @param read makes the program's record of settings, through {@link Settings#all}
     */
    public static <C> void run(String program, Function<Settings, C> read, Work<C> work) {
        Exit exit = Program.start(program, Settings.ofEnvironment(), read, (daemon, config) -> {
            try {
                work.run(config, clock());
                return Exit.OK;
            } catch (Exception fault) {
                return Program.reportFailure(program, fault);
            }
        });
        System.exit(exit.code());
    }
}
