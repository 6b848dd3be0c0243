package org.stellarticker.db.market;

import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;

/**
 * What was traded on a market in the hours before a cut.
 *
 * @param bothValid whether both assets are valid
 * @param baseAnchorCode what the base asset stands for, by its issuer's word; empty when unknown
 */
public record MarketWindow(
        TradePair pair,
        boolean bothValid,
        String baseAnchorCode,
        String counterAnchorCode,
        int windowHours,
        MarketStats stats) {}
