package org.stellarticker.core.pool;

import java.math.BigInteger;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Ratio;

/**
 * The amounts that can be traded with a pool while the last unit's price, fee included, stays within a fraction of the pool's
 * own price, {@code counterReserve / baseReserve}. So it counts what the depth of an order book counts: offers whose
 * price lies within that fraction of the mid price.
 *
 * <p>With reserves x of base and y of counter, price p = y/x, fee f and fraction d: selling base to the pool moves its
 * price to {@code p' = y'/x'} with {@code x'y' = xy}, and the seller's last unit brings {@code p'(1 - f)}. That is p(1
 * - d) at {@code y' = y * sqrt((1 - d) / (1 - f))}; the pool has paid {@code y - y'}. Buying, the last unit costs
 * {@code p' / (1 - f)}, which is p(1 + d) at {@code x' = x / sqrt((1 + d)(1 - f))}; the pool has given {@code x - x'}.
 *
 * @param bids counter that the pool pays for base, rounded down to the stroop; 0 when the fee alone is more than d
 * @param asks base that the pool gives for counter, rounded in the same way
 */
public record PoolDepth(Amount bids, Amount asks) {

    /** The whole, in hundredths of a percent. */
    static final int WHOLE_BP = 10_000;

    /**
     * Returns the depth of a pool with these reserves around its own price.
     *
     * @param withinBp in hundredths of a percent, above 0 and below the whole
     */
    public static PoolDepth of(Amount base, Amount counter, int feeBp, int withinBp) {
        requireWithin(withinBp);
        if (base.stroops() == 0 || counter.stroops() == 0) {
            return new PoolDepth(Amount.ZERO, Amount.ZERO);
        }
        return around(Ratio.of(new Price(counter.stroops(), base.stroops())), base, counter, feeBp, withinBp);
    }

    /**
     * Returns the depth of a pool around another price, such as the order book's: with that price m, the pool's last unit
     * brings m(1 - d) when {@code y'^2 = xym(1 - d) / (1 - f)}, and costs m(1 + d) when {@code x'^2 = xy / (m(1 + d)(1 -
     * f))}. A side is 0 when the pool's price is already beyond its limit.
     *
     * @param mid counter per base
     * @param withinBp in hundredths of a percent, above 0 and below the whole
     */
    public static PoolDepth around(Ratio mid, Amount base, Amount counter, int feeBp, int withinBp) {
        requireWithin(withinBp);
        if (base.stroops() == 0 || counter.stroops() == 0) {
            return new PoolDepth(Amount.ZERO, Amount.ZERO);
        }
        BigInteger product = BigInteger.valueOf(base.stroops()).multiply(BigInteger.valueOf(counter.stroops()));
        BigInteger whole = BigInteger.valueOf(WHOLE_BP);
        BigInteger kept = BigInteger.valueOf(WHOLE_BP - feeBp);
        Ratio lowest = mid.scaled(WHOLE_BP - withinBp);
        Ratio highest = mid.scaled(WHOLE_BP + withinBp);
        return new PoolDepth(
                taken(
                        counter,
                        product.multiply(lowest.n()).multiply(whole),
                        lowest.d().multiply(kept)),
                taken(
                        base,
                        product.multiply(highest.d()).multiply(whole),
                        highest.n().multiply(kept)));
    }

    private static void requireWithin(int withinBp) {
        if (withinBp <= 0 || withinBp >= WHOLE_BP) {
            throw new IllegalArgumentException("depth: expected a part between 0 and 10000, found " + withinBp);
        }
    }

    /** Returns the reserve less the square root of {@code n / d}, rounded down; 0 when that is negative. */
    private static Amount taken(Amount reserve, BigInteger n, BigInteger d) {
        BigInteger stroops = BigInteger.valueOf(reserve.stroops());
        // The smallest whole number whose square times d is at least n.
        BigInteger square = ceilingOf(n, d);
        BigInteger root = square.sqrt();
        BigInteger left = root.multiply(root).equals(square) ? root : root.add(BigInteger.ONE);
        return new Amount(stroops.subtract(left).max(BigInteger.ZERO).longValueExact());
    }

    static BigInteger ceilingOf(BigInteger n, BigInteger d) {
        BigInteger[] parts = n.divideAndRemainder(d);
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }
}
