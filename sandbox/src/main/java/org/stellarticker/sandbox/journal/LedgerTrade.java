package org.stellarticker.sandbox.journal;

import java.util.OptionalInt;
import org.stellarticker.core.market.Trade;

/**
 * A trade in a ledger.
 *
 * @param roundingSlippage how far rounding to whole stroops moved a pool trade's price, in basis points; Horizon's
 *     {@code /trades} does not return it, but its {@code /trade_aggregations} omit trades of 1,000 or more
 */
public record LedgerTrade(Trade trade, OptionalInt roundingSlippage, Origin origin) {

    /** Where a trade was made. */
    public enum Origin {
        /** In the network that the sandbox plays: simulated or recorded. */
        NETWORK,
        /** In the exchange, whose fills are in its journal once each, in their order. */
        EXCHANGE
    }

    /** Makes a trade of the network. */
    public LedgerTrade(Trade trade, OptionalInt roundingSlippage) {
        this(trade, roundingSlippage, Origin.NETWORK);
    }
}
