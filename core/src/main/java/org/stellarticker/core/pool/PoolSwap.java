package org.stellarticker.core.pool;

import java.math.BigInteger;
import java.util.Optional;
import org.stellarticker.core.market.Amount;

/**
 * What a pool of the network pays and asks for an amount: the product of its reserves stays, of what is paid in all but the
 * fee counts, and the pool rounds in its own favour.
 */
public final class PoolSwap {

    private static final BigInteger WHOLE_BP = BigInteger.valueOf(PoolDepth.WHOLE_BP);

    private PoolSwap() {}

    /** Returns how much counter the pool pays for an amount of base, fee included. */
    public static Amount sell(Amount sold, Amount base, Amount counter, int feeBp) {
        BigInteger in = BigInteger.valueOf(sold.stroops()).multiply(BigInteger.valueOf(PoolDepth.WHOLE_BP - feeBp));
        BigInteger reserve = BigInteger.valueOf(base.stroops()).multiply(WHOLE_BP);
        BigInteger whole = reserve.add(in);
        return whole.signum() == 0
                ? Amount.ZERO
                : new Amount(BigInteger.valueOf(counter.stroops())
                        .multiply(in)
                        .divide(whole)
                        .longValueExact());
    }

    /** Returns how much counter the pool asks for an amount of base, fee included; empty when it does not hold more than that, or asks beyond the range of an amount. */
    public static Optional<Amount> buy(Amount bought, Amount base, Amount counter, int feeBp) {
        if (bought.stroops() >= base.stroops()) {
            return Optional.empty();
        }
        BigInteger left = BigInteger.valueOf(base.stroops() - bought.stroops())
                .multiply(BigInteger.valueOf(PoolDepth.WHOLE_BP - feeBp));
        BigInteger asked = PoolDepth.ceilingOf(
                BigInteger.valueOf(counter.stroops())
                        .multiply(BigInteger.valueOf(bought.stroops()))
                        .multiply(WHOLE_BP),
                left);
        return asked.bitLength() < Long.SIZE ? Optional.of(new Amount(asked.longValueExact())) : Optional.empty();
    }
}
