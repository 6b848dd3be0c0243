package org.stellarticker.marketdata.search;

import java.util.List;
import org.stellarticker.db.asset.AssetSearchStore.FoundAsset;
import org.stellarticker.db.asset.AssetSearchStore.FoundMarket;

/** What was found, best first; markets are in the direction of their quotes. */
public record SearchResult(List<FoundAsset> assets, List<FoundMarket> markets) {

    public SearchResult {
        assets = List.copyOf(assets);
        markets = List.copyOf(markets);
    }
}
