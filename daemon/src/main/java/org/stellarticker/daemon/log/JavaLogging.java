package org.stellarticker.daemon.log;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Forwards what libraries log through {@code java.util.logging} to our log, so that all lines have one form. */
public final class JavaLogging extends Handler {

    private static final SimpleFormatter TEXT = new SimpleFormatter();

    private JavaLogging() {}

    public static void redirect() {
        silence();
        Logger root = Logger.getLogger("");
        // Lower levels would cost each caller a log record.
        root.setLevel(Level.WARNING);
        root.addHandler(new JavaLogging());
    }

    /** Discards these records, for a program whose output is not a log. */
    public static void silence() {
        LogManager.getLogManager().reset();
    }

    @Override
    public void publish(LogRecord event) {
        var log = LoggerFactory.getLogger(
                Optional.ofNullable(event.getLoggerName()).orElse("java"));
        var line = event.getLevel().intValue() >= Level.SEVERE.intValue() ? log.atError() : log.atWarn();
        line.setCause(event.getThrown()).log(TEXT.formatMessage(event));
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
