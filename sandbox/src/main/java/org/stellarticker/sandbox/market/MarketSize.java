package org.stellarticker.sandbox.market;

/**
 * The size of the simulated network. Beyond the catalog, it is made of quiet markets of assets with few holders.
 *
 * @param assets the number of issued assets
 * @param pools of the markets, and of pairs that are not traded
 * @param markets the number of traded markets
 */
public record MarketSize(int assets, int pools, int markets) {

    /** The size of {@code catalog.txt}, which is the smallest. */
    public static final MarketSize CATALOG = new MarketSize(44, 55, 80);

    public static final int MOST_ASSETS = 100_000;

    /** The largest number of pairs for each asset. */
    public static final int MOST_FOR_AN_ASSET = 10;

    String text() {
        return assets + " assets, " + pools + " pools, " + markets + " markets";
    }
}
