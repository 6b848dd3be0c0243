package org.stellarticker.marketdata.listing;

import java.util.Optional;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;

/**
 * A trade as the exchange of two amounts: the taker gives one, and the order book or a pool gives the other.
 *
 * @param trade in the direction of its quote
 * @param poolId empty when two offers traded
 * @param taker the account that traded with what was there first
 * @param takerGivesBase whether the taker sold the base
 */
public record Swap(Trade trade, Optional<String> poolId, AccountId taker, boolean takerGivesBase) {

    /** Reads the sides of a trade; a pool and a resting offer were there first. */
    public static Swap of(Trade trade) {
        boolean baseWasThere = trade.base().party() instanceof PoolParty
                || (!(trade.counter().party() instanceof PoolParty) && trade.baseIsSeller());
        var there = baseWasThere ? trade.base() : trade.counter();
        var taker = baseWasThere ? trade.counter() : trade.base();
        return new Swap(
                trade,
                there.party() instanceof PoolParty(String id) ? Optional.of(id) : Optional.empty(),
                ((OfferParty) taker.party()).account(),
                /* takerGivesBase= */ !baseWasThere);
    }
}
