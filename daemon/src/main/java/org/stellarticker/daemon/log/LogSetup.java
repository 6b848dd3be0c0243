package org.stellarticker.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * Logs to standard output, one line for each event; supervisord keeps the files.
 *
 * <p>Logback finds this class as a service, so the first line already has our form. Invalid values of {@code LOG_LEVEL}
 * and {@code LOG_FORMAT} are ignored here; the program's settings report them.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String TEXT = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSX\", UTC} %-5level %logger{0} - %msg %kvp%n%ex";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        configure(context, System.getenv());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static void configure(LoggerContext context, Map<String, String> environment) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(isJson(environment) ? json(context) : text(context));
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(environment.get("LOG_LEVEL"), Level.INFO));
        root.addAppender(console);
        // These libraries log their start in many lines at INFO, and each idle check at DEBUG.
        context.getLogger("org.quartz").setLevel(Level.WARN);
        context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
        // At WARN it logs each lost connection with its stack trace, which the caller logs, too.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        // It logs each try to connect; the caller logs once that the broker is away.
        context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        // It logs each failed try to send, and what is lost; we log once that the collector is away.
        context.getLogger("io.opentelemetry").setLevel(Level.OFF);
        context.getLogger("org.flywaydb").setLevel(Level.WARN);
        JavaLogging.redirect();
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(TEXT);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        var encoder = new JsonLines();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    public static boolean isJson(Map<String, String> environment) {
        return "json"
                .equalsIgnoreCase(environment.getOrDefault("LOG_FORMAT", "").strip());
    }
}
