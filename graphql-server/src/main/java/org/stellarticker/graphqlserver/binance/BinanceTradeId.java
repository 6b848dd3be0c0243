package org.stellarticker.graphqlserver.binance;

import org.stellarticker.core.ledger.TradeId;

/**
 * The number that stands for a trade where clients expect one: 53 bits, as many as a number of JavaScript holds exactly. They
 * are 27 bits of the trade's ledger, 10 of the transaction, 7 of the operation and 9 of the trade's index, so it ascends as
 * trades do. The network closes 6 million ledgers a year, and allows 100 operations a transaction and 1,000 a ledger; a part
 * beyond its bits counts as the largest.
 */
final class BinanceTradeId {

    private static final int TRANSACTION_BITS = 20;
    private static final int OPERATION_BITS = 12;

    private BinanceTradeId() {}

    static long of(TradeId id) {
        long transaction = (id.toid() >>> OPERATION_BITS) & ((1L << TRANSACTION_BITS) - 1);
        long operation = id.toid() & ((1L << OPERATION_BITS) - 1);
        return (part(id.ledger().value(), 27) << 26)
                | (part(transaction, 10) << 16)
                | (part(operation, 7) << 9)
                | part(id.index(), 9);
    }

    private static long part(long value, int bits) {
        return Math.min(value, (1L << bits) - 1);
    }
}
