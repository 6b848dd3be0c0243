package org.stellarticker.core.pool;

import java.math.BigInteger;
import org.stellarticker.core.market.Amount;

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
     * Returns the depth of a pool with these reserves.
     *
     * @param withinBp in hundredths of a percent, above 0 and below the whole
     */
    public static PoolDepth of(Amount base, Amount counter, int feeBp, int withinBp) {
        if (withinBp <= 0 || withinBp >= WHOLE_BP) {
            throw new IllegalArgumentException("depth: expected a part between 0 and 10000, found " + withinBp);
        }
        BigInteger whole = BigInteger.valueOf(WHOLE_BP);
        BigInteger kept = BigInteger.valueOf(WHOLE_BP - feeBp);
        return new PoolDepth(
                taken(counter, BigInteger.valueOf(WHOLE_BP - withinBp), kept),
                taken(base, whole.multiply(whole), kept.multiply(BigInteger.valueOf(WHOLE_BP + withinBp))));
    }

    /** Returns {@code reserve - reserve * sqrt(n / d)}, rounded down; 0 when that is negative. */
    private static Amount taken(Amount reserve, BigInteger n, BigInteger d) {
        BigInteger stroops = BigInteger.valueOf(reserve.stroops());
        // The smallest whole number whose square times d is at least the reserve's square times n.
        BigInteger square = ceilingOf(stroops.multiply(stroops).multiply(n), d);
        BigInteger root = square.sqrt();
        BigInteger left = root.multiply(root).equals(square) ? root : root.add(BigInteger.ONE);
        return new Amount(stroops.subtract(left).max(BigInteger.ZERO).longValueExact());
    }

    private static BigInteger ceilingOf(BigInteger n, BigInteger d) {
        BigInteger[] parts = n.divideAndRemainder(d);
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }
}
