package org.stellarticker.marketdata.listing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;

/**
 * All markets that are listed at one instant.
 *
 * @param asOf the end of the 24 hours
 * @param markets those that traded in the last 7 days, in the order in which they are stored
 * @param names the names of their assets, as the issuers give them; without those that have none
 */
public record Listing(Instant asOf, List<ListedMarket> markets, Map<Asset, String> names) {

    public Listing {
        markets = List.copyOf(markets);
        names = Map.copyOf(names);
    }

    /** Returns the name of an asset; its code when the issuer gives none. */
    public String name(Asset asset) {
        return Optional.ofNullable(names.get(asset)).orElse(asset.code());
    }
}
