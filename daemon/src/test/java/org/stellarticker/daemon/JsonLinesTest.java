package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.stellarticker.daemon.log.JsonLines;

class JsonLinesTest {

    private static String encoded(String message, KeyValuePair... pairs) {
        return encoded(message, null, pairs);
    }

    private static String encoded(String message, @Nullable Throwable cause, KeyValuePair... pairs) {
        var event =
                new LoggingEvent("", new LoggerContext().getLogger("Main"), Level.INFO, message, cause, new Object[0]);
        event.setTimeStamp(7);
        event.setThreadName("t");
        event.setKeyValuePairs(List.of(pairs));
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }

    private static KeyValuePair pair(String key, @Nullable Object value) {
        return new KeyValuePair(key, value);
    }

    @Test
    void valuesKeepTheirTypesBesideTheMessageInOneObject() {
        assertThat(encoded(
                        "stored",
                        pair("rows", 7),
                        pair("share", 0.5),
                        pair("none", null),
                        pair("maybe", Optional.of(3L)),
                        pair("nan", Double.NaN),
                        pair("live", true),
                        pair("at", Instant.EPOCH),
                        pair("level", 2)))
                .isEqualTo("{\"timestamp\":7,\"level\":\"INFO\",\"threadName\":\"t\",\"loggerName\":\"Main\","
                        + "\"formattedMessage\":\"stored\",\"rows\":7,\"share\":0.5,\"none\":null,\"maybe\":3,"
                        + "\"nan\":\"NaN\",\"live\":true,\"at\":\"1970-01-01T00:00:00Z\",\"level_\":2}\n");
    }

    @Test
    void textWithControlCharactersStaysOneLineAndOneString() {
        assertThat(encoded("a\"b\\c\nd\re\tf\0g\u2028h\ud800i\ud83d\ude00"))
                .contains("\"a\\\"b\\\\c\\nd\\re\\tf\\u0000g\\u2028h\\ud800i\ud83d\ude00\"")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void aStackTraceIsOneString() {
        assertThat(encoded("failed", new IllegalStateException("why")))
                .contains("\"throwable\":\"java.lang.IllegalStateException: why\\n\\tat ")
                .hasLineCount(1);
    }
}
