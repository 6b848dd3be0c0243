package org.stellarticker.migrate.backup;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts rows and hashes them whatever their order, because a server gives them in any: the sum of the first 128 bits of the
 * SHA-256 of each line, 64 bits apart. Unlike an exclusive or, a sum also notices a row that is there twice.
 */
final class RowHash extends OutputStream {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256;
    private final byte[] digest = new byte[32];
    private long rows;
    private long high;
    private long low;

    RowHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int begin = from;
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\n') {
                sha256.update(bytes, begin, i - begin);
                addRow();
                begin = i + 1;
            }
        }
        sha256.update(bytes, begin, end - begin);
    }

    private void addRow() {
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e); // the array is long enough
        }
        rows++;
        high += (long) LONG.get(digest, 0);
        low += (long) LONG.get(digest, 8);
    }

    long rows() {
        return rows;
    }

    /** Returns the number and the hash of all rows whose line has ended. */
    BackupManifest.TableSum sum(String table) {
        var hex = HexFormat.of();
        return new BackupManifest.TableSum(table, rows, hex.toHexDigits(high) + hex.toHexDigits(low));
    }
}
