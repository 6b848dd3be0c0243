package org.stellarticker.core.ledger;

/** Horizon's opaque name of a position in one of its lists. The parameter {@code cursor=} asks for what follows it. */
public record PagingToken(String value) {

    public PagingToken {
        if (value.isBlank()) {
            throw new IllegalArgumentException("paging token: expected some text, found none");
        }
    }

    /** Returns the position that precedes all of the ledger and of later ledgers. */
    public static PagingToken before(LedgerSequence ledger) {
        return new PagingToken(ledger.firstToid() + "-0");
    }

    @Override
    public String toString() {
        return value;
    }
}
