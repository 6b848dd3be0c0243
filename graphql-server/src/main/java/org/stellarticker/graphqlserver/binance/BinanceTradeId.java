package org.stellarticker.graphqlserver.binance;

import org.stellarticker.core.ledger.TradeId;

/**
 * The number that stands for a trade where clients expect one of 64 bits: 31 bits of its ledger, 14 of the transaction, 7
 * of the operation and 11 of the trade's index. It ascends as trades do. The network allows 100 operations a transaction,
 * about a thousand transactions a ledger, and 1,000 offers an operation; a part beyond its bits counts as the largest.
 */
final class BinanceTradeId {

    private static final int TRANSACTION_BITS = 20;
    private static final int OPERATION_BITS = 12;

    private BinanceTradeId() {}

    static long of(TradeId id) {
        long transaction = (id.toid() >>> OPERATION_BITS) & ((1L << TRANSACTION_BITS) - 1);
        long operation = id.toid() & ((1L << OPERATION_BITS) - 1);
        return (part(id.ledger().value(), 31) << 32)
                | (part(transaction, 14) << 18)
                | (part(operation, 7) << 11)
                | part(id.index(), 11);
    }

    private static long part(long value, int bits) {
        return Math.min(value, (1L << bits) - 1);
    }
}
