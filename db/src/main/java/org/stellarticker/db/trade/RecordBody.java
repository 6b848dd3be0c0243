package org.stellarticker.db.trade;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.StorableText;

/** A record as it came: JSON mostly, and whatever bytes were sent in its place. */
public final class RecordBody {

    private final byte[] bytes;

    private RecordBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RecordBody of(String text) {
        return new RecordBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A part of an answer; {@code to} is exclusive. */
    public static RecordBody of(byte[] answer, int from, int to) {
        return new RecordBody(Arrays.copyOfRange(answer, from, to));
    }

    public int length() {
        return bytes.length;
    }

    /** Its first bytes, or all when it has no more. */
    public RecordBody head(int most) {
        return bytes.length <= most ? this : new RecordBody(Arrays.copyOf(bytes, most));
    }

    /** Readable, and storable as text; what is none is U+FFFD in it. */
    public String text() {
        return StorableText.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** A copy of it. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes when {@link #text} cannot say what came; empty when it can. */
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
