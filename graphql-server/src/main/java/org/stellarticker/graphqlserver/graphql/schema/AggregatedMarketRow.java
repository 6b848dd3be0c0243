package org.stellarticker.graphqlserver.graphql.schema;

import java.time.Instant;
import org.stellarticker.marketdata.legacy.AggregatedMarket;

/** An {@link AggregatedMarket} in the numbers of the answer. */
record AggregatedMarketRow(String tradePair, Instant intervalStart, TradeValues trades, BookValues books) {

    static AggregatedMarketRow of(AggregatedMarket market) {
        return new AggregatedMarketRow(
                market.name(), market.intervalStart(), TradeValues.of(market.traded()), BookValues.of(market.books()));
    }
}
