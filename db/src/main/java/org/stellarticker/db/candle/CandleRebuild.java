package org.stellarticker.db.candle;

import java.time.Instant;

/**
 * A comparison of stored candles with ones made anew from raw trades.
 *
 * @param from inclusive; the raw trades of older candles are gone
 * @param to exclusive
 * @param candles how many were compared
 * @param mismatches how many differed from their trades
 */
public record CandleRebuild(Instant from, Instant to, long candles, long mismatches) {}
