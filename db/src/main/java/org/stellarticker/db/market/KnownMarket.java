package org.stellarticker.db.market;

import org.stellarticker.core.market.TradePair;

/**
 * A market that traded or has an order book.
 *
 * @param pairId its {@code trade_pair_id}
 * @param pair normalised
 * @param bothValid whether both assets are valid
 */
public record KnownMarket(int pairId, TradePair pair, boolean bothValid) {}
