package org.stellarticker.graphqlserver.graphql.schema;

import java.time.Instant;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.marketdata.legacy.LegacyStats;

/** The trades of a window as the numbers of the answer; see {@link LegacyStats}. */
record TradeValues(
        double baseVolume,
        double counterVolume,
        int tradeCount,
        double open,
        double low,
        double high,
        double change,
        double close,
        Instant firstLedgerCloseTime,
        Instant lastLedgerCloseTime) {

    static TradeValues of(MarketStats stats) {
        LegacyStats legacy = LegacyStats.of(stats);
        return new TradeValues(
                legacy.baseVolume().doubleValue(),
                legacy.counterVolume().doubleValue(),
                Math.toIntExact(legacy.tradeCount()),
                legacy.open().doubleValue(),
                legacy.low().doubleValue(),
                legacy.high().doubleValue(),
                legacy.change().doubleValue(),
                legacy.close().doubleValue(),
                stats.firstTradeTime(),
                stats.lastTradeTime());
    }
}
