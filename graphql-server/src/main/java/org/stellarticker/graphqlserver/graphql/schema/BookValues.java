package org.stellarticker.graphqlserver.graphql.schema;

import org.stellarticker.marketdata.legacy.OrderBookStats;

/** An order book, or several as one, in the numbers of the answer; see {@link OrderBookStats}. */
record BookValues(
        long bidCount,
        double bidVolume,
        double bidMax,
        long askCount,
        double askVolume,
        double askMin,
        double spread,
        double spreadMidPoint) {

    static BookValues of(OrderBookStats stats) {
        return new BookValues(
                stats.bidCount(),
                stats.bidVolume().doubleValue(),
                stats.bidMax().doubleValue(),
                stats.askCount(),
                stats.askVolume().doubleValue(),
                stats.askMin().doubleValue(),
                stats.spread().doubleValue(),
                stats.spreadMidPoint().doubleValue());
    }
}
