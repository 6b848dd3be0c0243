package org.stellarticker.archive.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts lines and hashes them whatever their order: the sum of the SHA-256 of each, modulo 2^256. Unlike an exclusive or, a sum
 * also notices a line that is there twice.
 */
public final class LineHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int LONGS = 4;

    private final MessageDigest sha256;
    private final byte[] digest = new byte[LONGS * Long.BYTES];
    private final long[] sum = new long[LONGS];
    private long lines;

    public LineHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Adds a part to the line that is not ended. */
    public void append(byte[] bytes, int from, int length) {
        sha256.update(bytes, from, length);
    }

    /** Ends a line; its end is not part of it. */
    public void endLine() {
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e); // the array is long enough
        }
        lines++;
        long carry = 0;
        for (int i = LONGS - 1; i >= 0; i--) {
            long added = (long) LONG.get(digest, i * Long.BYTES);
            long partial = sum[i] + added;
            long overflow = Long.compareUnsigned(partial, added) < 0 ? 1 : 0;
            sum[i] = partial + carry;
            carry = overflow | (Long.compareUnsigned(sum[i], carry) < 0 ? 1 : 0);
        }
    }

    /** Returns how many lines have ended. */
    public long lines() {
        return lines;
    }

    /** Returns the hash of all lines that have ended, as 64 hexadecimal digits. */
    public String hex() {
        var hex = new StringBuilder();
        for (long part : sum) {
            hex.append(HexFormat.of().toHexDigits(part));
        }
        return hex.toString();
    }
}
