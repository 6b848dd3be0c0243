package org.stellarticker.db.candle;

import java.time.Instant;
import org.stellarticker.core.market.CandleInterval;

/**
 * Candles of an interval that begin within a range of time.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record CandleRange(CandleInterval interval, Instant from, Instant to) {}
