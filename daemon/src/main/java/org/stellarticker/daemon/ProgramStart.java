package org.stellarticker.daemon;

import java.time.Clock;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.log.JsonLines;
import org.stellarticker.daemon.log.LogSetup;
import org.stellarticker.daemon.settings.DaemonConfig;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

/** The start of every program: reads the settings, reports faults, logs warnings. */
final class ProgramStart {

    /** The rest of the program, once its settings are valid. */
    @FunctionalInterface
    interface Body<C> {
        Exit run(DaemonConfig daemon, C config) throws Exception;
    }

    private record Both<C>(DaemonConfig daemon, C config) {}

    private ProgramStart() {}

    static <C> Exit start(String program, Settings in, Function<Settings, C> read, Body<C> body) {
        // First of all, so that every later line has the log's form.
        var log = LoggerFactory.getLogger(program);
        try {
            var both = in.all(() -> new Both<>(DaemonConfig.read(in), read.apply(in)));
            in.warnings().forEach(log::warn);
            return body.run(both.daemon(), both.config());
        } catch (SettingsException faults) {
            reportFaults(program, faults);
            // A misspelt name is often the reason that a setting is missing.
            in.warnings().forEach(warning -> warn(program, warning));
            return Exit.CONFIG;
        } catch (RunFolder.Unwritable unwritable) {
            warn(program, String.valueOf(unwritable.getMessage()));
            return Exit.CANNOT_CREATE;
        } catch (Exception fault) {
            return logStart(program, fault);
        }
    }

    static void reportFaults(String program, SettingsException faults) {
        faults.faults().forEach(fault -> warn(program, fault));
    }

    /**
     * Logs why a program cannot start. The message of an expected failure (no database, a newer schema) says
     * everything; an unexpected one is logged with its stack trace. Both are also reported as one plain line, for a
     * user who started the program by hand.
     */
    static Exit logStart(String program, Throwable fault) {
        if (!(fault instanceof SettingsException) && !isUnforeseen(fault)) {
            LoggerFactory.getLogger(program).error("could not start: {}", fault.getMessage());
        }
        return reportFailure(program, fault);
    }

    /** Reports a failure like {@link #logStart}, for a program whose log only its user reads. */
    static Exit reportFailure(String program, Throwable fault) {
        if (fault instanceof SettingsException faults) {
            reportFaults(program, faults);
            return Exit.CONFIG;
        }
        if (fault instanceof JobFailure failure) {
            warn(program, String.valueOf(failure.getMessage()));
            return failure.exit();
        }
        var log = LoggerFactory.getLogger(program);
        if (isUnforeseen(fault)) {
            log.error("could not start", fault);
            warn(program, "could not start: " + fault);
            return Exit.SOFTWARE;
        }
        log.debug("could not start", fault);
        warn(program, String.valueOf(fault.getMessage()));
        return Exit.UNAVAILABLE;
    }

    private static boolean isUnforeseen(Throwable fault) {
        return fault instanceof Error
                || fault instanceof NullPointerException
                || fault instanceof ClassCastException
                || fault instanceof IndexOutOfBoundsException
                || fault instanceof ArithmeticException
                || fault.getMessage() == null;
    }

    // Not by the logger: the line must appear at every LOG_LEVEL. But where log lines are JSON, so is this one.
    @SuppressWarnings("SystemOut")
    static void warn(String program, String line) {
        String text = program + ": " + line;
        System.err.println(
                LogSetup.isJson(System.getenv())
                        ? JsonLines.line(Clock.systemUTC().millis(), "ERROR", program, text)
                        : text);
    }
}
