package org.stellarticker.ingester.horizon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.trade.RecordBody;

/** A record that is larger than the bound, and the small record that replaces it where its page is reduced. */
public final class LargeRecord {

    /** The member of a replacement that has the size of the record. */
    public static final String MEMBER = "stellar_ticker_too_large";

    private LargeRecord() {}

    public static boolean isIn(RecordBody record) {
        return record.length() > Sizes.LARGEST_RECORD;
    }

    public static String reason(String found) {
        return "record: expected at most " + Sizes.LARGEST_RECORD + " bytes, found " + found;
    }

    /**
     * Refuses a record for its size.
     *
     * @param replacedSize the value of {@link #MEMBER}; null where the record has none
     * @throws IllegalArgumentException when it is too large
     */
    public static void reject(int length, @Nullable String replacedSize) {
        if (length > Sizes.LARGEST_RECORD || replacedSize != null) {
            throw new IllegalArgumentException(reason(replacedSize == null ? Integer.toString(length) : replacedSize));
        }
    }

    /**
     * Returns a small record that replaces a larger one.
     *
     * @param token the paging token; empty when the record has none
     * @param found the size of the record
     */
    static byte[] replacement(byte[] beginning, String token, String found) {
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
