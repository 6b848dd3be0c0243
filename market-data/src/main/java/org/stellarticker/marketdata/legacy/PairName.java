package org.stellarticker.marketdata.legacy;

import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.market.MarketWindow;

/** The names of pairs in the legacy ticker, base first: {@code XLM_USD}. Several markets may share one. */
public final class PairName {

    private PairName() {}

    /** Returns the name that the assets' codes form, of any issuers. */
    public static String ofCodes(TradePair pair) {
        return of(pair.base().code(), pair.counter().code());
    }

    /**
     * Returns the name that the assets' labels form. A label is the code of the asset's anchor if its issuer publishes one,
     * else the asset's own code.
     *
     * @param baseAnchorCode empty when the issuer publishes none
     */
    public static String ofLabels(TradePair pair, String baseAnchorCode, String counterAnchorCode) {
        return of(label(pair.base(), baseAnchorCode), label(pair.counter(), counterAnchorCode));
    }

    /** Returns the name that a market's labels form. */
    static String of(MarketWindow market) {
        return ofLabels(market.pair(), market.baseAnchorCode(), market.counterAnchorCode());
    }

    private static String label(Asset asset, String anchorCode) {
        return anchorCode.isEmpty() ? asset.code() : anchorCode;
    }

    private static String of(String base, String counter) {
        return base + "_" + counter;
    }
}
