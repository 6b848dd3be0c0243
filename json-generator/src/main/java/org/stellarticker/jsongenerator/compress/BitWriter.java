package org.stellarticker.jsongenerator.compress;

import java.util.Arrays;

/** Writes numbers of bits, the lowest first, as both formats do. */
final class BitWriter {

    private byte[] bytes;
    private int length;
    private long waiting;
    private int waitingBits;

    BitWriter(int expectedBytes) {
        bytes = new byte[Math.max(expectedBytes, 64)];
    }

    /**
     * Writes the lowest bits of a value.
     *
     * @param count at most 32
     */
    void write(int value, int count) {
        waiting |= (value & ((1L << count) - 1)) << waitingBits;
        waitingBits += count;
        if (waitingBits >= 32) {
            room(4);
            for (int i = 0; i < 4; i++) {
                bytes[length++] = (byte) waiting;
                waiting >>>= 8;
            }
            waitingBits -= 32;
        }
    }

    /** Fills the last byte with zeros. */
    void align() {
        room(8);
        while (waitingBits > 0) {
            bytes[length++] = (byte) waiting;
            waiting >>>= 8;
            waitingBits = Math.max(0, waitingBits - 8);
        }
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
