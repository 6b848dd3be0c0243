package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoJsonTest {

    @Test
    void objectsAndArraysAreLaidOutAsGoDoes() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var json = GoJson.generator(out, "    ")) {
            json.writeStartObject();
            json.writeNumberField("generated_at", 1);
            json.writeArrayFieldStart("none");
            json.writeEndArray();
            json.writeArrayFieldStart("pairs");
            json.writeStartObject();
            json.writeStringField("name", "A_B");
            json.writeEndObject();
            json.writeStartObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }

        assertThat(out).hasToString("""
                {
                    "generated_at": 1,
                    "none": [],
                    "pairs": [
                        {
                            "name": "A_B"
                        },
                        {}
                    ]
                }""");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "gold ounce, gold ounce",
                "<b>AT&T</b>, \\u003cb\\u003eAT\\u0026T\\u003c/b\\u003e",
                "say \"hi\" \\o/, say \\\"hi\\\" \\\\o/",
                "Zürich 東京 😀, Zürich 東京 😀",
                "it's, it's",
            })
    void textIsEscapedAsGoDoes(String text, String escaped) throws IOException {
        assertThat(written(text)).isEqualTo('"' + escaped + '"');
    }

    @Test
    void controlCharactersAndLineSeparatorsAreEscapedAsGoDoes() throws IOException {
        assertThat(written("a\nb\rc\td\u0008e\u001ff\u2028g\u2029h\u007f"))
                .isEqualTo("\"a\\nb\\rc\\td\\u0008e\\u001ff\\u2028g\\u2029h\u007f\"");
    }

    @Test
    void aTimeIsWrittenToTheSecond() {
        assertThat(GoJson.rfc3339(Instant.parse("2026-08-29T20:00:00.999999Z"))).isEqualTo("2026-08-29T20:00:00Z");
        assertThat(GoJson.rfc3339(Instant.parse("2026-08-29T00:00:00Z"))).isEqualTo("2026-08-29T00:00:00Z");
    }

    private static String written(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var json = GoJson.generator(out, "")) {
            json.writeString(text);
        }
        return out.toString(UTF_8);
    }
}
