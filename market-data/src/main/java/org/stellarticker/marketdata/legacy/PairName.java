package org.stellarticker.marketdata.legacy;

import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.market.MarketWindow;

/** The names of pairs in the legacy ticker, base first: {@code XLM_USD}. Several markets may share one. */
public final class PairName {

    private PairName() {}

    /** Of the assets' codes, whoever issued them. */
    public static String ofCodes(TradePair pair) {
        return of(pair.base().code(), pair.counter().code());
    }

    /**
     * Of the assets' labels, each the code of what the asset stands for, if its issuer tells it, else its own.
     *
     * @param baseAnchorCode empty when the issuer does not tell
     */
    public static String ofLabels(TradePair pair, String baseAnchorCode, String counterAnchorCode) {
        return of(label(pair.base(), baseAnchorCode), label(pair.counter(), counterAnchorCode));
    }

    /** Of a market's labels. */
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
