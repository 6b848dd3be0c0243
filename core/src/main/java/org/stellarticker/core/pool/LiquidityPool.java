package org.stellarticker.core.pool;

import java.time.Instant;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;

/**
 * A constant-product pool: a trade leaves the product of its reserves unchanged, or larger by the fee.
 *
 * @param id 64 hexadecimal digits
 * @param pair normalised, as everything stored
 * @param baseReserve the amount of the pair's base in the pool
 * @param feeBp in hundredths of a percent of the amount paid in; the network allows only 30
 * @param totalShares the number of shares of all depositors
 * @param trustlines the number of depositors
 * @param asOf when the pool was fetched
 */
public record LiquidityPool(
        String id,
        TradePair pair,
        Amount baseReserve,
        Amount counterReserve,
        int feeBp,
        Amount totalShares,
        long trustlines,
        Instant asOf) {

    public LiquidityPool {
        if (!pair.isNormalised()) {
            throw new IllegalArgumentException("liquidity pool: expected a normalised pair, found " + pair);
        }
        if (feeBp < 0 || feeBp >= PoolDepth.WHOLE_BP) {
            throw new IllegalArgumentException("liquidity pool: expected a fee below 10000, found " + feeBp);
        }
    }

    /**
     * Returns how much can be traded with the pool before its price is this far from its present price.
     *
     * @param withinBp in hundredths of a percent: 200 for two percent
     */
    public PoolDepth depth(int withinBp) {
        return PoolDepth.of(baseReserve, counterReserve, feeBp, withinBp);
    }
}
