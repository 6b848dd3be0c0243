package org.stellarticker.marketdata.reference;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.stellarticker.core.asset.Asset;

/** Reads a list of assets as settings have it. */
public final class AssetList {

    private AssetList() {}

    /**
     * Reads a list of {@code CODE:ISSUER}, separated by commas; {@code native} is the native asset.
     *
     * @throws IllegalArgumentException when an entry is no asset, or stands in the list twice
     */
    public static List<Asset> parse(String text) {
        List<Asset> assets = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Asset::parse)
                .toList();
        var seen = new HashSet<Asset>();
        for (Asset asset : assets) {
            if (!seen.add(asset)) {
                throw new IllegalArgumentException("expected each asset once, found " + asset + " more than once");
            }
        }
        return assets;
    }
}
