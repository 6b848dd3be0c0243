package org.stellarticker.core.pool;

import java.time.Instant;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;

/**
 * A constant-product pool: whoever trades with it leaves the product of its reserves as large as it was, or larger by the
 * fee.
 *
 * @param id 64 hexadecimal digits
 * @param pair normalised, as all that is stored
 * @param baseReserve what it holds of the pair's base
 * @param feeBp in hundredths of a percent of what is paid in; the network knows 30 only
 * @param totalShares of all who put something in
 * @param trustlines how many of those there are
 * @param asOf when it was read
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
     * What can be traded with it before its price is so far from where it stands.
     *
     * @param withinBp in hundredths of a percent: 200 for two percent
     */
    public PoolDepth depth(int withinBp) {
        return PoolDepth.of(baseReserve, counterReserve, feeBp, withinBp);
    }
}
