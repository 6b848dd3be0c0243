package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.candle.CandleSource;

/**
 * A candle of a market in the direction that was asked for.
 *
 * @param source whose sums it shows
 * @param openTime inclusive
 * @param closeTime exclusive
 * @param open counter per base, as are the others
 * @param baseVolume in units
 * @param counterVolume in units
 */
public record MarketCandle(
        CandleSource source,
        Instant openTime,
        Instant closeTime,
        Price open,
        Price high,
        Price low,
        Price close,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount) {

    public Optional<Vwap> vwap() {
        return Vwap.of(baseVolume, counterVolume);
    }
}
