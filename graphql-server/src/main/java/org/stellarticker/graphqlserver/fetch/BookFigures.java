package org.stellarticker.graphqlserver.fetch;

import org.stellarticker.core.market.OrderBookStats;

/** An order book, or several as one, in the numbers that are told; see {@link OrderBookStats}. */
public record BookFigures(
        long bidCount,
        double bidVolume,
        double bidMax,
        long askCount,
        double askVolume,
        double askMin,
        double spread,
        double spreadMidPoint) {

    static BookFigures of(OrderBookStats stats) {
        return new BookFigures(
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
