package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.asset.AssetProfile;

/**
 * An asset beside its price in US dollars.
 *
 * @param price in US dollars
 */
public record ValuedAsset(AssetProfile profile, AssetPrice price) {

    /** Returns how much of it exists outside its issuer, in units; empty for an asset that is not listed. */
    public Optional<BigDecimal> supply() {
        return profile.holdings().map(AssetHoldings::total);
    }

    /** Returns how many accounts hold it, authorized or not; empty for an asset that is not listed. */
    public Optional<Long> holders() {
        return profile.holdings()
                .map(held -> held.authorized().count()
                        + held.maintaining().count()
                        + held.unauthorized().count());
    }

    /** Returns what its supply is worth in US dollars; empty without a supply or a price. */
    public Optional<BigDecimal> marketValueUsd() {
        return supply().flatMap(units ->
                price.price().map(dollars -> units.multiply(dollars).round(PlainDecimal.PRECISION)));
    }
}
