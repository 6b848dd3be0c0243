package org.stellarticker.graphqlserver.graphql.schema;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.legacy.LegacyMarket;

/** A {@link LegacyMarket} in the numbers of the answer. */
record MarketRow(String tradePair, TradePair pair, Instant intervalStart, TradeValues trades, BookValues books) {

    static MarketRow of(LegacyMarket market) {
        return new MarketRow(
                market.name(),
                market.pair(),
                market.intervalStart(),
                TradeValues.of(market.traded()),
                BookValues.of(market.books()));
    }
}
