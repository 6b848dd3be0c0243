package org.stellarticker.core.market;

import java.time.Instant;
import java.util.OptionalInt;
import org.stellarticker.core.ledger.TradeId;

/**
 * One exchange of two assets, as Horizon's {@code /trades} tells it.
 *
 * @param ledgerCloseTime when its ledger closed, whole seconds
 * @param price counter per base; on order-book trades the resting offer's price, which differs slightly from the ratio
 *     of the amounts; on pool trades exactly that ratio
 * @param baseIsSeller whether the base side had its offer (or pool) there first
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

    /** The same trade in the direction in which its market is stored; two Horizons may orient one market differently. */
    public Trade normalised() {
        return pair().isNormalised() ? this : turned();
    }

    /** The same trade seen from its other side: what was counter is base. */
    public Trade turned() {
        return new Trade(
                id, ledgerCloseTime, /* base= */ counter, /* counter= */ base, price.inverse(), !baseIsSeller, poolFee);
    }
}
