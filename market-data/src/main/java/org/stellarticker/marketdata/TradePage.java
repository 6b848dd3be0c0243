package org.stellarticker.marketdata;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.trade.MarketTrade;

/**
 * Some trades of a market, in the direction and order that were asked for.
 *
 * @param next the trade after which the next page begins; empty when no trade followed
 */
public record TradePage(List<MarketTrade> trades, Optional<TradeId> next) {}
