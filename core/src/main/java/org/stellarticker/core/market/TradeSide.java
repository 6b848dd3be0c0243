package org.stellarticker.core.market;

import org.stellarticker.core.asset.Asset;

/**
 * One side of a trade.
 *
 * @param amount what this side gave, of its asset; may be 0 on one side of an order-book trade
 */
public record TradeSide(Asset asset, Amount amount, TradeParty party) {}
