package org.stellarticker.marketdata.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.Vwap;

/**
 * What one unit of an asset is worth in US dollars.
 *
 * @param path the markets from the asset to the dollar, in the direction in which they are crossed; empty when the asset
 *     itself counts as a dollar
 */
public record UsdRate(Asset asset, List<Step> path) {

    /**
     * A market that is crossed.
     *
     * @param pair the asset that is given, then the one that is got for it
     * @param price the VWAP of a minute, counter per base of {@code pair}
     * @param minute the open time of that minute
     */
    public record Step(TradePair pair, Vwap price, Instant minute) {}

    public UsdRate {
        path = List.copyOf(path);
    }

    /** Returns the open time of the oldest minute on the path; empty without one. */
    public Optional<Instant> asOf() {
        return new PricePath(path).asOf();
    }

    /** Returns the value of some units, exact until the result is rounded. */
    public BigDecimal value(BigDecimal units, MathContext precision) {
        return new PricePath(path).value(units, precision);
    }
}
