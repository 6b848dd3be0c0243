package org.stellarticker.marketdata.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;

/**
 * A sum of values in US dollars. What cannot be priced is counted, never added as 0.
 *
 * @param dollars the value of what could be priced
 * @param priced how many values that is
 * @param unpriced how many values could not be priced
 */
public record UsdSum(BigDecimal dollars, long priced, long unpriced) {

    public static final UsdSum NONE = new UsdSum(BigDecimal.ZERO, 0, 0);

    /** Returns the sum with some units of an asset added. */
    public UsdSum plus(Asset asset, BigDecimal units, UsdRates rates, MathContext precision) {
        Optional<BigDecimal> value = rates.find(asset).map(rate -> rate.value(units, precision));
        return value.isPresent()
                ? new UsdSum(dollars.add(value.get()), priced + 1, unpriced)
                : new UsdSum(dollars, priced, unpriced + 1);
    }
}
