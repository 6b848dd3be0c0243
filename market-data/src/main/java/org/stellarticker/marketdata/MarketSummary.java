package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;

/**
 * A market over a window, in the direction that was asked for.
 *
 * @param from the window's begin; a trade at just that instant does not count
 * @param asOf the window's end
 * @param bothValid whether both assets are valid
 * @param traded empty when nothing was traded in the window
 * @param offers empty when the order book was never read
 */
public record MarketSummary(
        TradePair pair,
        Instant from,
        Instant asOf,
        boolean bothValid,
        Optional<MarketStats> traded,
        Optional<BestOffers> offers) {

    /** Returns the change from the first trade's price to the last one's; empty without a trade. */
    public Optional<BigDecimal> change(MathContext precision) {
        return traded.map(stats -> stats.close().minus(stats.open(), precision));
    }

    /** Returns the change as a part of the first trade's price; empty without a trade. */
    public Optional<BigDecimal> relativeChange(MathContext precision) {
        return traded.map(stats -> stats.close().relativeTo(stats.open(), precision));
    }

    public Optional<Vwap> vwap() {
        return traded.flatMap(stats -> Vwap.of(stats.baseVolume(), stats.counterVolume()));
    }

    /** Returns the base of all trades, in units. */
    public BigDecimal baseVolume() {
        return traded.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO);
    }

    /** Returns the counter of all trades, in units. */
    public BigDecimal counterVolume() {
        return traded.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO);
    }

    public long tradeCount() {
        return traded.map(MarketStats::tradeCount).orElse(0L);
    }

    /** Gives the same market in the direction in which its quote is the counter. */
    public MarketSummary quotedBy(QuoteRanking ranking) {
        return pair.equals(ranking.pair(pair)) ? this : orient(Orientation.TURNED);
    }

    /** Gives the same market in its own direction, or in the other one. */
    public MarketSummary orient(Orientation direction) {
        return new MarketSummary(
                direction.orient(pair),
                from,
                asOf,
                bothValid,
                traded.map(direction::orient),
                offers.map(direction::orient));
    }
}
