package org.stellarticker.db.trade;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.StorableText;

/** The bytes of a received record: JSON, or whatever else was sent. */
public final class RecordBody {

    private final byte[] bytes;

    private RecordBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RecordBody of(String text) {
        return new RecordBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a part of an answer; {@code to} is exclusive. */
    public static RecordBody of(byte[] answer, int from, int to) {
        return new RecordBody(Arrays.copyOfRange(answer, from, to));
    }

    public int length() {
        return bytes.length;
    }

    /** Returns the first bytes, or all when there are no more. */
    public RecordBody head(int most) {
        return bytes.length <= most ? this : new RecordBody(Arrays.copyOf(bytes, most));
    }

    /** Returns the bytes as storable text; each that is no text becomes U+FFFD. */
    public String text() {
        return StorableText.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the bytes when {@link #text} is not the whole record; empty when it is. */
    Optional<byte[]> bytesBeyondText() {
        return isText() ? Optional.empty() : Optional.of(bytes.clone());
    }

    private boolean isText() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (CharacterCodingException noText) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordBody body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
