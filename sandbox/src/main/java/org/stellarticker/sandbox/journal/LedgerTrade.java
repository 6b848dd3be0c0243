package org.stellarticker.sandbox.journal;

import java.util.OptionalInt;
import org.stellarticker.core.market.Trade;

/**
 * A trade as a ledger holds it.
 *
 * @param roundingSlippage how far rounding to whole stroops moved a pool trade's price, in basis points; Horizon's
 *     {@code /trades} does not tell it, but its {@code /trade_aggregations} leave out trades of 1,000 or more
 */
public record LedgerTrade(Trade trade, OptionalInt roundingSlippage) {}
