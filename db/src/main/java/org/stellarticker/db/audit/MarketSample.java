package org.stellarticker.db.audit;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;

/**
 * A market's hour to compare with Horizon's aggregations.
 *
 * @param hour start of the hour (UTC)
 * @param hours number of agreed hours of its day
 */
public record MarketSample(int pairId, TradePair pair, Instant hour, int hours) {}
