package org.stellarticker.marketdata.legacy;

import java.time.Instant;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;

/**
 * The market of an exact pair in a window.
 *
 * @param name {@code CODE:ISSUER / CODE:ISSUER}
 * @param intervalStart the window's begin; a trade at just that instant does not count
 */
public record LegacyMarket(
        String name, TradePair pair, Instant intervalStart, MarketStats traded, OrderBookStats books) {

    static LegacyMarket of(TradePair pair, Instant intervalStart, MarketStats traded, OrderBookStats books) {
        return new LegacyMarket(pair.base().key() + " / " + pair.counter().key(), pair, intervalStart, traded, books);
    }
}
