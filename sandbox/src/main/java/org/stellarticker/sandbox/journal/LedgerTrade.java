package org.stellarticker.sandbox.journal;

import java.util.OptionalInt;
import org.stellarticker.core.market.Trade;

/**
 * A trade in a ledger.
 *
 * @param roundingSlippage how far rounding to whole stroops moved a pool trade's price, in basis points; Horizon's
 *     {@code /trades} does not return it, but its {@code /trade_aggregations} omit trades of 1,000 or more
 */
public record LedgerTrade(Trade trade, OptionalInt roundingSlippage) {}
