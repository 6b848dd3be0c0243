package org.stellarticker.sandbox.journal;

import java.util.Arrays;

/**
 * Finds positions in the file: one entry for each block of some {@value #SPACING} bytes, so that an index over millions
 * of trades is a few thousand numbers. One thread appends, many read what was published before.
 */
final class BlockIndex {

    static final int SPACING = 1 << 15;

    private long[] offsets = new long[256];
    private int[] sequences = new int[256];
    private long[] closeTimes = new long[256];
    private int size;

    /** The present entries; later ones do not show. */
    static final class Entries {

        private final int size;
        private final long[] offsets;
        private final int[] sequences;
        private final long[] closeTimes;

        private Entries(int size, long[] offsets, int[] sequences, long[] closeTimes) {
            this.size = size;
            this.offsets = offsets;
            this.sequences = sequences;
            this.closeTimes = closeTimes;
        }

        int size() {
            return size;
        }

        /** Returns the position of the block in the file. */
        long offset(int block) {
            return offsets[block];
        }

        /** Returns the block's first ledger. */
        int sequence(int block) {
            return sequences[block];
        }

        /** Returns the close time of the block's first ledger, epoch seconds. */
        long closedAt(int block) {
            return closeTimes[block];
        }

        /** Returns the block that holds the ledger, or would hold it; 0 for ledgers before all. */
        int holding(long sequence) {
            int low = 0;
            int high = size - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (sequences[middle] <= sequence) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        /**
         * Returns the last block that begins before the time; all ledgers of that time and later are in it or after it.
         */
        int before(long epochSecond) {
            int low = 0;
            int high = size - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (closeTimes[middle] < epochSecond) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }
    }

    void add(long offset, int sequence, long closedAt) {
        if (size > 0 && offset - offsets[size - 1] < SPACING) {
            return;
        }
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            sequences = Arrays.copyOf(sequences, 2 * size);
            closeTimes = Arrays.copyOf(closeTimes, 2 * size);
        }
        offsets[size] = offset;
        sequences[size] = sequence;
        closeTimes[size] = closedAt;
        size++;
    }

    Entries entries() {
        return new Entries(size, offsets, sequences, closeTimes);
    }
}
