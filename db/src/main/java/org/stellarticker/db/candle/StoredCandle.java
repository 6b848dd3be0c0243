package org.stellarticker.db.candle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A market's candle of any interval.
 *
 * @param source {@link CandleSource#HORIZON} when any part of it is Horizon's
 * @param openTime inclusive
 * @param baseVolume in units, of all trades
 * @param counterVolume in units, of all trades
 * @param prices without dust when the source is trades; empty when all trades are dust
 * @param dustExcluded whether the prices leave out all that is dust by the stored floor: Horizon's do not, nor do candles made
 *     with an earlier floor
 * @param revision grows when a late trade or a repair changes the candle; 0 as long as it is Horizon's
 */
public record StoredCandle(
        CandleSource source,
        Instant openTime,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        Optional<CandlePrices> prices,
        boolean dustExcluded,
        long revision) {}
