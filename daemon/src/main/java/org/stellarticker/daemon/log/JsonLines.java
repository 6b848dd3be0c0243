package org.stellarticker.daemon.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as one line that is one JSON object: time, level, logger, message, and its key-values beside them,
 * numbers as numbers and booleans as booleans.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final Set<String> OWN_MEMBERS =
            Set.of("timestamp", "level", "threadName", "loggerName", "formattedMessage", "throwable");

    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var members = members(
                event.getTimeStamp(),
                event.getLevel().toString(),
                event.getLoggerName(),
                event.getThreadName(),
                event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> members.put(free(pair.key), pair.value));
        }
        if (event.getThrowableProxy() != null) {
            members.put(
                    "throwable",
                    ThrowableProxyUtil.asString(event.getThrowableProxy()).strip());
        }
        return (object(members) + "\n").getBytes(UTF_8);
    }

    /** Returns a line about a program as a whole, in the form of its log lines. */
    public static String line(long timestamp, String level, String program, String message) {
        return object(members(timestamp, level, program, Thread.currentThread().getName(), message));
    }

    private static Map<String, @Nullable Object> members(
            long timestamp, String level, String logger, String thread, String message) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("timestamp", timestamp);
        members.put("level", level);
        members.put("threadName", thread);
        members.put("loggerName", logger);
        members.put("formattedMessage", message);
        return members;
    }

    /** Returns the key, with an underscore appended where the object already has a member of that name. */
    private static String free(String key) {
        return OWN_MEMBERS.contains(key) ? key + "_" : key;
    }

    /** Returns one object with these members, in this order. */
    public static String object(Map<String, @Nullable Object> members) {
        var json = new StringBuilder("{");
        members.forEach((key, value) -> {
            json.append(json.length() > 1 ? "," : "");
            quote(json, key);
            json.append(':');
            value(json, value);
        });
        return json.append('}').toString();
    }

    private static void value(StringBuilder json, @Nullable Object value) {
        switch (value) {
            case null -> json.append("null");
            case Optional<?> optional -> value(json, optional.orElse(null));
            case Double number when !Double.isFinite(number) -> quote(json, number.toString());
            case Float number when !Float.isFinite(number) -> quote(json, number.toString());
            case Number number -> json.append(number);
            case Boolean flag -> json.append(flag);
            default -> quote(json, value.toString());
        }
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    // Lone surrogates have no UTF-8 form, and some readers end a line at U+2028.
                    if (c < ' ' || c == 0x7f || c == '\u2028' || c == '\u2029' || isLone(text, i)) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isLone(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
