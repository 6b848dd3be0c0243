package org.stellarticker.db.candle;

import java.time.Instant;
import org.stellarticker.core.market.CandleInterval;

/**
 * Candles of an interval that start within a time range.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record CandleRange(CandleInterval interval, Instant from, Instant to) {}
