package org.stellarticker.core.market;

import java.math.BigDecimal;
import java.time.Instant;
import org.stellarticker.core.ledger.TradeId;

/**
 * The statistics of a window over one market, or over several that are summed. There is at least one trade.
 *
 * <p>Prices are counter per base. The first and the last trade are those by {@link TradeId}, never by close time.
 *
 * @param baseVolume in units
 * @param counterVolume in units
 * @param buyCount how many of the trades bought the base: the offer or pool that was there first sold it
 */
public record MarketStats(
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        long buyCount,
        Price open,
        Price high,
        Price low,
        Price close,
        TradeId first,
        TradeId last,
        Instant firstTradeTime,
        Instant lastTradeTime) {

    /** Returns how many of the trades sold the base. */
    public long sellCount() {
        return tradeCount - buyCount;
    }

    /** Returns the sum of both, as if all trades had been made in one market. */
    public MarketStats plus(MarketStats other) {
        MarketStats earlier = first.compareTo(other.first) <= 0 ? this : other;
        MarketStats later = last.compareTo(other.last) >= 0 ? this : other;
        return new MarketStats(
                baseVolume.add(other.baseVolume),
                counterVolume.add(other.counterVolume),
                tradeCount + other.tradeCount,
                buyCount + other.buyCount,
                earlier.open,
                high.compareTo(other.high) >= 0 ? high : other.high,
                low.compareTo(other.low) <= 0 ? low : other.low,
                later.close,
                earlier.first,
                later.last,
                earlier.firstTradeTime,
                later.lastTradeTime);
    }
}
