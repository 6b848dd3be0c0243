package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes the parts of an address strictly: what is not percent-encoded UTF-8 is refused, never replaced. */
final class PercentEncoding {

    static final String EXPECTED = "a text in UTF-8 with percent-encoding";

    private PercentEncoding() {}

    /** Decodes a part of a query, where a plus sign stands for a space. */
    static Optional<String> decodeForm(String raw) {
        return decode(raw.replace('+', ' '));
    }

    /** Returns the text; empty when it is not percent-encoded UTF-8. */
    static Optional<String> decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return Optional.of(raw);
        }
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < raw.length()) {
            int end = raw.indexOf('%', at);
            bytes.writeBytes(raw.substring(at, end < 0 ? raw.length() : end).getBytes(UTF_8));
            if (end < 0) {
                break;
            }
            if (end + 2 >= raw.length()) {
                return Optional.empty();
            }
            int high = digit(raw.charAt(end + 1));
            int low = digit(raw.charAt(end + 2));
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            at = end + 3;
        }
        return text(bytes.toByteArray());
    }

    /** Only ASCII's digits count, unlike in {@link Character#digit}. */
    private static int digit(char found) {
        return HexFormat.isHexDigit(found) ? HexFormat.fromHexDigit(found) : -1;
    }

    private static Optional<String> text(byte[] utf8) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException noUtf8) {
            return Optional.empty();
        }
    }
}
