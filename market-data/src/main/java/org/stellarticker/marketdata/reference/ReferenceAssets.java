package org.stellarticker.marketdata.reference;

import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.QuoteRanking;

/**
 * The assets that the operator names.
 *
 * @param quotes decides in which direction a market is shown when nobody asked for one
 * @param verified the assets that their code alone may stand for
 * @param dollars assets that count as one US dollar each, the preferred one first
 */
public record ReferenceAssets(QuoteRanking quotes, VerifiedAssets verified, List<Asset> dollars) {

    public ReferenceAssets {
        dollars = List.copyOf(dollars);
        if (dollars.isEmpty()) {
            throw new IllegalArgumentException("expected at least one reference of the US dollar, found none");
        }
    }
}
