package org.stellarticker.db.market;

import org.stellarticker.core.market.TradePair;

/**
 * A market that was met: in a trade or by its order book.
 *
 * @param pairId the number of its row
 * @param pair normalised
 * @param bothValid whether both assets are valid
 */
public record KnownMarket(int pairId, TradePair pair, boolean bothValid) {}
