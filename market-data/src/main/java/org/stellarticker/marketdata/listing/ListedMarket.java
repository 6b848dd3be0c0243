package org.stellarticker.marketdata.listing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.Orientation;

/**
 * A market of two valid assets, in the direction of its quote.
 *
 * @param pair its quote is the counter
 * @param baseVolume of the last 24 hours, in units; dust counts
 * @param counterVolume of the last 24 hours, in units
 * @param prices of the last 24 hours' trades without dust; without any, all four are the last such price of 7 days
 * @param offers the best of the order book; empty when it was never read, or too long ago
 * @param sums what the prices were read with
 */
public record ListedMarket(
        TradePair pair,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        CandlePrices prices,
        Optional<BestOffers> offers,
        ListedSums sums) {

    /** Returns how far the last price lies above the first one of the 24 hours, in percent of it. */
    public BigDecimal changePercent(MathContext precision) {
        // (close - open) / open, without rounding on the way.
        BigDecimal open = BigDecimal.valueOf(prices.open().n())
                .multiply(BigDecimal.valueOf(prices.close().d()));
        BigDecimal close = BigDecimal.valueOf(prices.close().n())
                .multiply(BigDecimal.valueOf(prices.open().d()));
        return close.subtract(open).movePointRight(2).divide(open, precision);
    }

    /** Returns the direction of its quote, seen from how the market is stored. */
    Orientation direction() {
        return Orientation.of(pair);
    }

    /** Returns the pair as it is stored. */
    public TradePair stored() {
        return direction().orient(pair);
    }
}
