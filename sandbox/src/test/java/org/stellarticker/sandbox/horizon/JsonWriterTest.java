package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;

class JsonWriterTest {

    private static final JsonName A = JsonName.of("a");
    private static final JsonName B = JsonName.of("b");

    @Test
    void objectsAndArraysAreIndentedAsGoDoes() {
        assertThat(written(JsonWriter.Layout.INDENTED, JsonWriterTest::nested)).isEqualTo("""
            {
              "a": [],
              "b": [
                1,
                {
                  "a": true
                },
                {}
              ]
            }\
            """);
    }

    @Test
    void oneLineHasNoSpaceInIt() {
        assertThat(written(JsonWriter.Layout.ONE_LINE, JsonWriterTest::nested))
                .isEqualTo("{\"a\":[],\"b\":[1,{\"a\":true},{}]}");
    }

    private static void nested(JsonWriter json) {
        json.beginObject();
        json.name(A).beginArray().endArray();
        json.name(B).beginArray();
        json.element().number(1);
        json.element().beginObject().name(A).bool(true).endObject();
        json.element().beginObject().endObject();
        json.endArray();
        json.endObject();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain text", "a\"b\\c", "<a href='x?y&z'>", "line\nbreak", "späße", "\u2028\u0000", "~}="})
    void aStringParsesBack(String text) throws Exception {
        String json = written(JsonWriter.Layout.ONE_LINE, to -> to.string(text));

        assertThat(RecordedHorizon.JSON.readValue(json, String.class)).isEqualTo(text);
        assertThat(json).doesNotContain("<", ">", "&", "\n").isASCII();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 9_999_999, 10_000_000, 123_456_789, Long.MAX_VALUE})
    void amountsAndNumbersHaveAllTheirDigits(long value) {
        assertThat(written(JsonWriter.Layout.ONE_LINE, to -> to.amount(value)))
                .isEqualTo("\"" + BigDecimal.valueOf(value, 7).toPlainString() + "\"");
        assertThat(written(JsonWriter.Layout.ONE_LINE, to -> to.number(value))).isEqualTo(Long.toString(value));
        assertThat(written(JsonWriter.Layout.ONE_LINE, to -> to.quoted(-value))).isEqualTo("\"" + -value + "\"");
    }

    private static String written(JsonWriter.Layout layout, JsonWriter.Body body) {
        var json = new JsonWriter(layout, 1);
        body.write(json);
        return new String(json.written().array(), 0, json.length(), StandardCharsets.UTF_8);
    }
}
