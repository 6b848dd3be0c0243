package org.stellarticker.graphqlserver.fetch;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;

/**
 * The market of an exact pair in a window.
 *
 * @param intervalStart the window's begin; a trade of just then does not count
 */
public record MarketRow(TradePair pair, Instant intervalStart, TradeFigures trades, BookFigures books) {

    /** {@code CODE:ISSUER / CODE:ISSUER}. */
    public String tradePair() {
        return pair.base().key() + " / " + pair.counter().key();
    }
}
