package org.stellarticker.daemon;

import java.time.Clock;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** The beginning that all programs share: settings read, faults told, surprises warned of. */
final class Program {

    /** What follows on good settings. */
    @FunctionalInterface
    interface Body<C> {
        Exit run(DaemonConfig daemon, C config) throws Exception;
    }

    private record Both<C>(DaemonConfig daemon, C config) {}

    private Program() {}

    static <C> Exit start(String program, Settings in, Function<Settings, C> read, Body<C> body) {
        // First of all, so that whatever is said from here on has the log's form.
        var log = LoggerFactory.getLogger(program);
        try {
            var both = in.all(() -> new Both<>(DaemonConfig.read(in), read.apply(in)));
            in.warnings().forEach(log::warn);
            return body.run(both.daemon(), both.config());
        } catch (SettingsException faults) {
            reportFaults(program, faults);
            // A misspelt name is often why another is missing.
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
     * Tells why a program cannot start. What was foreseen (no database, a newer schema) says all in its message; what
     * was not shows where it happened. It is told plainly, too, for whoever started the program and does not read its log
     * as the log is written.
     */
    static Exit logStart(String program, Throwable fault) {
        if (!(fault instanceof SettingsException) && !isUnforeseen(fault)) {
            LoggerFactory.getLogger(program).error("could not start: {}", fault.getMessage());
        }
        return reportFailure(program, fault);
    }

    /** As {@link #logStart}, for a program whose log is read by nobody but the one who started it. */
    static Exit reportFailure(String program, Throwable fault) {
        if (fault instanceof SettingsException faults) {
            reportFaults(program, faults);
            return Exit.CONFIG;
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

    // Not by the log: what it says must be read whatever LOG_LEVEL says. But where lines are JSON, so is this one.
    @SuppressWarnings("SystemOut")
    static void warn(String program, String line) {
        String text = program + ": " + line;
        System.err.println(
                LogSetup.isJson(System.getenv())
                        ? JsonLines.line(Clock.systemUTC().millis(), "ERROR", program, text)
                        : text);
    }
}
