package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as Go's {@code json.MarshalIndent} lays it out and escapes it, so that the files keep their exact form.
 */
final class GoJson {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .characterEscapes(new GoEscapes())
            .build();

    private GoJson() {}

    /**
     * Returns a generator that writes to the stream.
     *
     * @param indent the text for each level; the two files of the legacy ticker differ in it
     */
    static JsonGenerator generator(OutputStream out, String indent) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
        DefaultIndenter indenter = new DefaultIndenter(indent, "\n");
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        layout.indentObjectsWith(indenter);
        layout.indentArraysWith(indenter);
        json.setPrettyPrinter(layout);
        return json;
    }

    /** Writes the two members with which both files begin. */
    static void writeGeneratedAt(JsonGenerator json, Instant instant) throws IOException {
        json.writeNumberField("generated_at", instant.toEpochMilli());
        json.writeStringField("generated_at_rfc3339", rfc3339(instant));
    }

    /**
     * Formats like Go's {@code time.RFC3339}, in UTC and without fractions of a second: {@code 2026-08-29T20:00:00Z}.
     */
    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Escapes what Go escapes, also characters that would end a script or a line where JSON is pasted into HTML or
     * JavaScript.
     */
    private static final class GoEscapes extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1;

        private final int[] ascii;

        GoEscapes() {
            ascii = standardAsciiEscapesForJSON();
            for (int control = 0; control < ' '; control++) {
                if (control != '\n' && control != '\r' && control != '\t') {
                    ascii[control] = ESCAPE_CUSTOM;
                }
            }
            ascii['<'] = ESCAPE_CUSTOM;
            ascii['>'] = ESCAPE_CUSTOM;
            ascii['&'] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            boolean escaped = c == 0x2028 || c == 0x2029 || (c < ascii.length && ascii[c] == ESCAPE_CUSTOM);
            return escaped ? new SerializedString("\\u%04x".formatted(c)) : null;
        }
    }
}
