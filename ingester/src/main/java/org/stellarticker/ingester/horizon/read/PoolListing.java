package org.stellarticker.ingester.horizon.read;

import java.time.Instant;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;

/**
 * A liquidity pool as Horizon lists it, in our orientation.
 *
 * @param pair normalised
 * @param feeBp in hundredths of a percent
 */
public record PoolListing(
        String id,
        TradePair pair,
        Amount baseReserve,
        Amount counterReserve,
        int feeBp,
        Amount totalShares,
        long trustlines) {

    /** @param asOf when Horizon sent it */
    public LiquidityPool at(Instant asOf) {
        return new LiquidityPool(id, pair, baseReserve, counterReserve, feeBp, totalShares, trustlines, asOf);
    }
}
