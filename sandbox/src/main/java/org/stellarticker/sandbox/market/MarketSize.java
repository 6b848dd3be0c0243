package org.stellarticker.sandbox.market;

/**
 * How much there is to trade. What is beyond the catalog's own is made up: quiet markets of assets that few hold.
 *
 * @param assets issued ones
 * @param pools of the markets, and of pairs that are not traded
 * @param markets that are traded
 */
public record MarketSize(int assets, int pools, int markets) {

    /** What {@code catalog.txt} lists, and the least. */
    public static final MarketSize CATALOG = new MarketSize(44, 55, 80);

    public static final int MOST_ASSETS = 100_000;

    /** There are no more pairs than so many for each asset. */
    public static final int MOST_FOR_AN_ASSET = 10;

    String text() {
        return assets + " assets, " + pools + " pools, " + markets + " markets";
    }
}
