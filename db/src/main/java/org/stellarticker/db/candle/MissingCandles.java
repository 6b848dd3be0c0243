package org.stellarticker.db.candle;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;

/**
 * A market that lacks candles of Horizon's.
 *
 * @param pairId its {@code trade_pair_id}
 * @param hoursFrom start of its fetched hours; empty when none is fetched
 * @param daysFrom start of its fetched days; empty when none is fetched
 */
public record MissingCandles(int pairId, TradePair pair, Optional<Instant> hoursFrom, Optional<Instant> daysFrom) {}
