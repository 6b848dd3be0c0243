package org.stellarticker.sandbox.horizon.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stellarticker.core.market.Amount;

/**
 * Writes JSON as Horizon does: pages are indented by two spaces, stream events are on one line, and {@code &}, {@code
 * <} and {@code >} are escaped. It writes bytes into one growing array, so that a trade costs about a microsecond.
 */
public final class JsonWriter {

    private static final byte[] INDENT = ("\n" + " ".repeat(64)).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Characters that need no escape in a string. */
    private static final boolean[] PLAIN = new boolean[127];

    static {
        Arrays.fill(PLAIN, ' ', PLAIN.length, true);
        "\"\\&<>".chars().forEach(c -> PLAIN[c] = false);
    }

    public enum Layout {
        INDENTED,
        ONE_LINE
    }

    /** Writes one value. */
    @FunctionalInterface
    public interface Body {
        void write(JsonWriter json);
    }

    private final boolean indented;
    private byte[] bytes;
    private int length;
    private int depth;
    private boolean first = true;

    public JsonWriter(Layout layout, int expectedBytes) {
        this.indented = layout == Layout.INDENTED;
        this.bytes = new byte[expectedBytes];
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    public ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    private JsonWriter begin(char bracket) {
        ensure(1);
        bytes[length++] = (byte) bracket;
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        ensure(1);
        bytes[length++] = (byte) bracket;
        first = false;
        return this;
    }

    /** Begins a member; its value follows. */
    public JsonWriter name(JsonName name) {
        element();
        raw(name.quoted);
        ensure(2);
        bytes[length++] = ':';
        if (indented) {
            bytes[length++] = ' ';
        }
        return this;
    }

    /** Begins an element of an array; its value follows. */
    public JsonWriter element() {
        if (first) {
            first = false;
        } else {
            ensure(1);
            bytes[length++] = ',';
        }
        newLine();
        return this;
    }

    private void newLine() {
        if (indented) {
            int indent = 1 + 2 * depth;
            ensure(indent);
            System.arraycopy(INDENT, 0, bytes, length, indent);
            length += indent;
        }
    }

    public JsonWriter number(long value) {
        ensure(20);
        length = digits(value, length);
        return this;
    }

    /** Writes a number as Horizon writes those beyond 53 bits. */
    public JsonWriter quoted(long value) {
        ensure(22);
        bytes[length++] = '"';
        length = digits(value, length);
        bytes[length++] = '"';
        return this;
    }

    public JsonWriter bool(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    /** Writes stroops as units, with seven decimals. */
    public JsonWriter amount(long stroops) {
        ensure(24);
        bytes[length++] = '"';
        length = digits(stroops / 10_000_000, length);
        bytes[length++] = '.';
        int fraction = (int) (stroops % 10_000_000);
        for (int i = length + Amount.SCALE - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        length += Amount.SCALE;
        bytes[length++] = '"';
        return this;
    }

    public JsonWriter string(String value) {
        ensure(value.length() * 6 + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < PLAIN.length && PLAIN[c]) {
                bytes[length++] = (byte) c;
            } else {
                escape(c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[length++] = (byte) c;
            return;
        }
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >>> shift & 15];
        }
    }

    /** Writes bytes unchanged. */
    public JsonWriter raw(byte[] value) {
        return raw(value, value.length);
    }

    public JsonWriter raw(byte[] value, int count) {
        ensure(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** Writes ASCII that needs no escape, without quotes. */
    public JsonWriter plain(String ascii) {
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    public JsonWriter digits(long value) {
        ensure(20);
        length = digits(value, length);
        return this;
    }

    private int digits(long value, int at) {
        if (value < 0) {
            byte[] text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, bytes, at, text.length);
            return at + text.length;
        }
        int end = at + 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            end++;
        }
        long rest = value;
        for (int i = end - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
