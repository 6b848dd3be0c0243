package org.stellarticker.db.trade;

import java.time.Instant;
import org.stellarticker.core.market.Trade;

/**
 * A stored trade of a market.
 *
 * @param ingestedFrom how it came
 * @param storedAt when it was stored
 */
public record MarketTrade(Trade trade, TradeSource ingestedFrom, Instant storedAt) {}
