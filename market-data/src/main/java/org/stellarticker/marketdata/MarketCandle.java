package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleSource;

/**
 * A candle of a market in the direction that was asked for.
 *
 * @param source whose sums it shows
 * @param openTime inclusive
 * @param closeTime exclusive
 * @param prices counter per base; empty when all trades are dust
 * @param baseVolume in units, of all trades
 * @param counterVolume in units, of all trades
 * @param dustExcluded whether the prices leave out all that is dust by the stored floor: Horizon's do not, nor do candles made
 *     with an earlier floor
 * @param revision grows when a late trade or a repair changes the candle; 0 as long as it is Horizon's
 */
public record MarketCandle(
        CandleSource source,
        Instant openTime,
        Instant closeTime,
        Optional<CandlePrices> prices,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        boolean dustExcluded,
        long revision) {

    /** Returns the candle of an interval without a trade. */
    public static MarketCandle untraded(CandleInterval interval, Instant start, long revision) {
        return new MarketCandle(
                CandleSource.TRADES,
                start,
                interval.end(start),
                Optional.empty(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                /* tradeCount= */ 0,
                /* dustExcluded= */ true,
                revision);
    }

    public Optional<Vwap> vwap() {
        return Vwap.of(baseVolume, counterVolume);
    }
}
