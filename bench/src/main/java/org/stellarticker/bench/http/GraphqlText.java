package org.stellarticker.bench.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;

/** The bodies of GraphQL queries. */
final class GraphqlText {

    private static final String LEGACY_FIELDS = """
            { tradePair baseAssetCode baseAssetIssuer counterAssetCode counterAssetIssuer baseVolume counterVolume \
            tradeCount open low high change close intervalStart firstLedgerCloseTime lastLedgerCloseTime \
            orderbookStats { bidCount bidVolume bidMax askCount askVolume askMin spread spreadMidPoint } }""";

    private static final String STATS_FIELDS = """
            { base counter from asOf open high low close change vwap baseVolume counterVolume tradeCount lastTradeTime bid \
            ask spread bookAsOf pools { id baseReserve counterReserve price feeBp asOf } complete completeFrom completeTo \
            gaps { from to reason } audited }""";

    private GraphqlText() {}

    /** Returns the legacy query of all markets in the last 24 hours, with all fields. */
    static String allMarkets() {
        return body("{ markets " + LEGACY_FIELDS + " }");
    }

    /** Returns the legacy query of one market, with all fields. */
    static String legacyMarket(TradePair pair) {
        Asset base = pair.base();
        Asset counter = pair.counter();
        return body(
                "{ markets(baseAssetCode: \"%s\", baseAssetIssuer: \"%s\", counterAssetCode: \"%s\", counterAssetIssuer: \"%s\") %s }"
                        .formatted(base.code(), base.issuer(), counter.code(), counter.issuer(), LEGACY_FIELDS));
    }

    /** Returns the query of {@code marketStats} of one market, with all fields. */
    static String marketStats(TradePair pair) {
        return body("{ marketStats(base: \"%s\", counter: \"%s\") %s }"
                .formatted(pair.base().sep11(), pair.counter().sep11(), STATS_FIELDS));
    }

    private static String body(String query) {
        return JsonNodeFactory.instance.objectNode().put("query", query).toString();
    }
}
