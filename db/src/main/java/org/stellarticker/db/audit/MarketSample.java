package org.stellarticker.db.audit;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;

/**
 * A market's hour that is held against Horizon's own sums.
 *
 * @param hour its begin (UTC)
 * @param hours of its day, that are proven
 */
public record MarketSample(int pairId, TradePair pair, Instant hour, int hours) {}
