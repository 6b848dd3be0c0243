package org.stellarticker.core.ledger;

/** A ledger's number; the network's first ledger is 1. */
public record LedgerSequence(long value) implements Comparable<LedgerSequence> {

    public LedgerSequence {
        // Horizon packs it into the upper 32 bits of a signed 64-bit id.
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("ledger: expected a number from 0 to 2147483647, found " + value);
        }
    }

    /** Returns the id before the ledger's first operation: every id in the ledger is greater. */
    public long firstToid() {
        return value << 32;
    }

    public LedgerSequence next() {
        return new LedgerSequence(value + 1);
    }

    @Override
    public int compareTo(LedgerSequence other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
