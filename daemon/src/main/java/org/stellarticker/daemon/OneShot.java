package org.stellarticker.daemon;

import java.time.Clock;
import java.util.function.Function;
import org.stellarticker.daemon.settings.Settings;

/** Runs a program that does one piece of work and ends, such as {@code migrate}. */
public final class OneShot {

    /** The work of a program. */
    @FunctionalInterface
    public interface Job<C> {

        /**
         * Does the work.
         *
         * @throws JobFailure why the work failed, with the exit code
         * @throws Exception why the work failed: its message is reported as one line, and the program exits 69
         */
        void run(C config, Clock clock) throws Exception;
    }

    private OneShot() {}

    /** Returns the time of day before the settings are read, for example to check an argument. */
    public static Clock clock() {
        return Clock.systemUTC();
    }

    /** Returns the version of the running program. */
    public static String build() {
        return Build.version();
    }

    /**
     * Reads the settings, does the work and ends the process: 0 when done, 78 when settings are not valid.
     *
     * @param read makes the program's record of settings, through {@link Settings#all}
     */
    public static <C> void run(String program, Function<Settings, C> read, Job<C> job) {
        Exit exit = ProgramStart.start(program, Settings.ofEnvironment(), read, (daemon, config) -> {
            try {
                job.run(config, clock());
                return Exit.OK;
            } catch (Exception fault) {
                return ProgramStart.reportFailure(program, fault);
            }
        });
        System.exit(exit.code());
    }
}
