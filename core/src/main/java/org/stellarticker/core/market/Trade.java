package org.stellarticker.core.market;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.ledger.TradeId;

/**
 * One exchange of two assets, as Horizon's {@code /trades} returns it.
 *
 * @param ledgerCloseTime the close time of its ledger, in whole seconds
 * @param price counter per base; on order-book trades the resting offer's price, which differs slightly from the ratio
 *     of the amounts; on pool trades exactly that ratio
 * @param baseIsSeller whether the base side's offer (or pool) was there first
 * @param poolFee the pool's fee in basis points; empty for order-book trades
 */
public record Trade(
        TradeId id,
        Instant ledgerCloseTime,
        TradeSide base,
        TradeSide counter,
        Price price,
        boolean baseIsSeller,
        OptionalInt poolFee) {

    public TradePair pair() {
        return new TradePair(base.asset(), counter.asset());
    }

    public TradeType type() {
        return base.party() instanceof TradeParty.PoolParty || counter.party() instanceof TradeParty.PoolParty
                ? TradeType.LIQUIDITY_POOL
                : TradeType.ORDERBOOK;
    }

    /** Returns the id of the pool of a trade with one. */
    public Optional<String> poolId() {
        return base.party().findPool().or(() -> counter.party().findPool());
    }

    /**
     * Returns the trade in the direction in which its market is stored. Two Horizon servers may orient a market
     * differently.
     */
    public Trade normalised() {
        return pair().isNormalised() ? this : turned();
    }

    /** Returns the trade with base and counter exchanged. */
    public Trade turned() {
        return new Trade(
                id, ledgerCloseTime, /* base= */ counter, /* counter= */ base, price.inverse(), !baseIsSeller, poolFee);
    }
}
