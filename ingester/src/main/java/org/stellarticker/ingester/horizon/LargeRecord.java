package org.stellarticker.ingester.horizon;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.trade.RecordBody;

/** A record that is larger than is read, and what stands in its place where its page is cut down. */
final class LargeRecord {

    /** The member by which a stand-in says how large the record was. */
    static final String MEMBER = "stellar_ticker_too_large";

    private LargeRecord() {}

    static boolean isIn(RecordBody record) {
        return record.length() > Sizes.LARGEST_RECORD;
    }

    static String reason(String found) {
        return "record: expected at most " + Sizes.LARGEST_RECORD + " bytes, found " + found;
    }

    /**
     * Refuses a record for its size.
     *
     * @param standsIn what {@link #MEMBER} holds; null where the record has none
     * @throws IllegalArgumentException when it is too large
     */
    static void reject(int length, @Nullable String standsIn) {
        if (length > Sizes.LARGEST_RECORD || standsIn != null) {
            throw new IllegalArgumentException(reason(standsIn == null ? Integer.toString(length) : standsIn));
        }
    }

    /**
     * A record in place of a larger one.
     *
     * @param token its paging token; empty when it told none
     * @param found how large it was
     */
    static byte[] standIn(byte[] beginning, String token, String found) {
        String text = new String(beginning, 0, Sizes.KEPT_OF_LARGER, StandardCharsets.UTF_8);
        var written = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(written)) {
            json.writeStartObject();
            if (!token.isEmpty()) {
                json.writeStringField("paging_token", token);
            }
            json.writeStringField(MEMBER, found);
            json.writeStringField("beginning", text);
            json.writeEndObject();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return written.toByteArray();
    }
}
