package org.stellarticker.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A trade's position in the network's history. It is the only order of trades: all trades of a ledger share one close
 * time.
 *
 * @param toid Horizon's total-order id of the operation: ledger (32 bits), transaction (20), operation (12)
 * @param index the trade's number within the operation; gaps are normal
 */
public record TradeId(long toid, int index) implements Comparable<TradeId> {

    public TradeId {
        if (toid < 0 || index < 0) {
            throw new IllegalArgumentException(
                    "trade id: expected two numbers of 0 or more, found " + toid + "-" + index);
        }
    }

    /**
     * Reads a trade's {@code id} or {@code paging_token}.
     *
     * @throws IllegalArgumentException when it is not {@code TOID-INDEX}
     */
    public static TradeId parse(String token) {
        int dash = token.indexOf('-');
        if (dash > 0) {
            try {
                return new TradeId(
                        Long.parseLong(token, 0, dash, 10), Integer.parseInt(token, dash + 1, token.length(), 10));
            } catch (NumberFormatException notNumbers) {
                // Reported below, with what was expected.
            }
        }
        throw new IllegalArgumentException("paging_token: expected TOID-INDEX, found \"" + token + "\"");
    }

    public LedgerSequence ledger() {
        return new LedgerSequence(toid >>> 32);
    }

    public PagingToken token() {
        return new PagingToken(toid + "-" + index);
    }

    @Override
    public int compareTo(TradeId other) {
        int byToid = Long.compare(toid, other.toid);
        return byToid != 0 ? byToid : Integer.compare(index, other.index);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TradeId(long otherToid, int otherIndex)
                        && toid == otherToid
                        && index == otherIndex);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(toid) + index;
    }

    @Override
    public String toString() {
        return toid + "-" + index;
    }
}
