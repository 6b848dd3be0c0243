package org.stellarticker.graphqlserver.fetch;

import java.time.Instant;

/**
 * All markets of one name in a window, as one.
 *
 * @param tradePair what the assets stand for, such as {@code XLM_USD}
 * @param intervalStart the window's begin; a trade of just then does not count
 */
public record AggregatedMarketRow(String tradePair, Instant intervalStart, TradeFigures trades, BookFigures books) {}
