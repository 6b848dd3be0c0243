package org.stellarticker.daemon.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.stellarticker.core.ledger.LedgerSequence;

/**
 * Names a trace by 16 bytes. It follows from what is traced, so each program knows it without being given it, and no message,
 * row or answer carries a trace's context.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes, which also name the trace's first span
 */
public record TraceId(long high, long low) {

    /** The part that is random in a UUIDv7, too: the last 7 bytes, as W3C's Trace Context has it. */
    private static final long RANDOM_BITS = (1L << 56) - 1;

    /** Returns the trace of an order: its id, which is a UUIDv7. */
    public static TraceId ofOrder(UUID order) {
        return new TraceId(order.getMostSignificantBits(), order.getLeastSignificantBits());
    }

    /** Returns the trace of a ledger: the first 16 bytes of the SHA-256 of {@code PASSPHRASE ledger NUMBER}. */
    public static TraceId ofLedger(String network, LedgerSequence ledger) {
        try {
            var bytes = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest((network + " ledger " + ledger.value()).getBytes(StandardCharsets.UTF_8)));
            return new TraceId(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Returns a whole number below 2^56 that is random between traces, of the last 8 bytes of one. */
    static long random(long low) {
        return low & RANDOM_BITS;
    }

    /** Returns the 32 hexadecimal digits by which collectors know the trace. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + firstSpan();
    }

    /** Returns the 16 hexadecimal digits of the trace's first span, which all its other spans have as parent. */
    String firstSpan() {
        return HexFormat.of().toHexDigits(low);
    }
}
