package org.stellarticker.e2e.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The schema of one answer, {@code SITE-NAME}; numbers are plain decimals besides. */
public final class SiteSchema {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final String name;
    private final Schema schema;

    private SiteSchema(String name, Schema schema) {
        this.name = name;
        this.schema = schema;
    }

    public static SiteSchema of(String name) {
        String resource = "/listing/" + name + ".schema.json";
        try (InputStream in = Objects.requireNonNull(SiteSchema.class.getResourceAsStream(resource), resource)) {
            return new SiteSchema(name, REGISTRY.getSchema(new String(in.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an answer that follows the rules. */
    public JsonNode read(byte[] text) {
        try {
            JsonNode answer = JSON.readTree(text);
            List<Error> errors = schema.validate(answer);
            assertThat(errors).as(name).isEmpty();
            assertPlain(text);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertPlain(byte[] text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    assertThat(parser.getText()).as(name).doesNotContainPattern("[eE]");
                }
            }
        }
    }
}
