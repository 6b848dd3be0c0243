package org.stellarticker.graphqlserver.fetch;

import java.time.Instant;
import org.stellarticker.core.frozen.FrozenStats;
import org.stellarticker.core.market.MarketStats;

/** What was traded in a window, in the numbers that are told; see {@link FrozenStats}. */
public record TradeFigures(
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

    static TradeFigures of(MarketStats stats) {
        FrozenStats frozen = FrozenStats.of(stats);
        return new TradeFigures(
                frozen.baseVolume().doubleValue(),
                frozen.counterVolume().doubleValue(),
                Math.toIntExact(frozen.tradeCount()),
                frozen.open().doubleValue(),
                frozen.low().doubleValue(),
                frozen.high().doubleValue(),
                frozen.change().doubleValue(),
                frozen.close().doubleValue(),
                stats.firstTradeTime(),
                stats.lastTradeTime());
    }
}
