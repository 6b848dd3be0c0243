package org.stellarticker.graphqlserver.fetch;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;

/**
 * The market of an exact pair in a window.
 *
 * @param tradePair {@code CODE:ISSUER / CODE:ISSUER}
 * @param intervalStart the window's begin; a trade of just then does not count
 */
public record MarketRow(
        String tradePair, TradePair pair, Instant intervalStart, TradeFigures trades, BookFigures books) {

    MarketRow(TradePair pair, Instant intervalStart, TradeFigures trades, BookFigures books) {
        this(pair.base().key() + " / " + pair.counter().key(), pair, intervalStart, trades, books);
    }
}
