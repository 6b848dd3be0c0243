package org.stellarticker.db.market;

import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;

/**
 * The statistics of a market in a window of hours.
 *
 * @param bothValid whether both assets are valid
 * @param baseAnchorCode the asset that the base asset is anchored to, as its issuer states; empty when unknown
 */
public record MarketWindow(
        TradePair pair,
        boolean bothValid,
        String baseAnchorCode,
        String counterAnchorCode,
        int windowHours,
        MarketStats stats) {}
