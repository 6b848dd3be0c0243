package org.stellarticker.db.candle;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.market.CandleInterval;

/**
 * The result of comparing stored candles with ones made anew.
 *
 * @param candles how many were compared
 * @param wrong those that differ from their trades, are missing, or have no trade
 */
public record ComparedCandles(long candles, List<WrongCandle> wrong) {

    /** A candle that differs from its trades. */
    public record WrongCandle(int pairId, CandleInterval interval, Instant openTime) {}
}
