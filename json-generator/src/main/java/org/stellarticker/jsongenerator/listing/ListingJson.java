package org.stellarticker.jsongenerator.listing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;

/** Writes JSON without white space; numbers are plain decimals, as numbers or as texts. */
final class ListingJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private ListingJson() {}

    /** Writes a text. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Content content) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            content.writeTo(json);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return out.toByteArray();
    }

    static void writeNumber(JsonGenerator json, String member, BigDecimal exact) throws IOException {
        json.writeFieldName(member);
        json.writeNumber(PlainDecimal.of(exact));
    }

    static void writeNumber(JsonGenerator json, String member, Price price) throws IOException {
        json.writeFieldName(member);
        json.writeNumber(PlainDecimal.of(price));
    }

    static void writeText(JsonGenerator json, String member, BigDecimal exact) throws IOException {
        json.writeStringField(member, PlainDecimal.of(exact));
    }

    static void writeText(JsonGenerator json, String member, Price price) throws IOException {
        json.writeStringField(member, PlainDecimal.of(price));
    }
}
