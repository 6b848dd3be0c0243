package org.stellarticker.core.ledger;

/** Horizon's opaque name of a place in one of its lists; what follows it is asked for by {@code cursor=}. */
public record PagingToken(String value) {

    public PagingToken {
        if (value.isBlank()) {
            throw new IllegalArgumentException("paging token: expected some text, found none");
        }
    }

    /** The place after which everything of the ledger and of all later ones stands. */
    public static PagingToken before(LedgerSequence ledger) {
        return new PagingToken(ledger.firstToid() + "-0");
    }

    @Override
    public String toString() {
        return value;
    }
}
