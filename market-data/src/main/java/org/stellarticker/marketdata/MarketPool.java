package org.stellarticker.marketdata;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.core.pool.PoolDepth;

/**
 * A liquidity pool of a market, in the direction that was asked for.
 *
 * @param id 64 hexadecimal digits
 * @param baseReserve what it holds of the pair's base
 * @param feeBp in hundredths of a percent of what is paid in
 * @param totalShares the shares of all depositors
 * @param trustlines how many depositors there are
 * @param asOf when it was read
 */
public record MarketPool(
        String id,
        TradePair pair,
        Amount baseReserve,
        Amount counterReserve,
        int feeBp,
        Amount totalShares,
        long trustlines,
        Instant asOf) {

    static MarketPool of(LiquidityPool pool, Orientation direction) {
        boolean stored = direction == Orientation.STORED;
        return new MarketPool(
                pool.id(),
                direction.orient(pool.pair()),
                stored ? pool.baseReserve() : pool.counterReserve(),
                stored ? pool.counterReserve() : pool.baseReserve(),
                pool.feeBp(),
                pool.totalShares(),
                pool.trustlines(),
                pool.asOf());
    }

    /** Returns the price, counter per base and before the fee; empty when the pool holds nothing. */
    public Optional<Price> price() {
        return baseReserve.stroops() == 0 || counterReserve.stroops() == 0
                ? Optional.empty()
                : Optional.of(new Price(counterReserve.stroops(), baseReserve.stroops()));
    }

    /**
     * Returns how much can be traded with the pool before its price has moved that far.
     *
     * @param withinBp the distance in hundredths of a percent: 200 for two percent
     */
    public PoolDepth depth(int withinBp) {
        return PoolDepth.of(baseReserve, counterReserve, feeBp, withinBp);
    }
}
