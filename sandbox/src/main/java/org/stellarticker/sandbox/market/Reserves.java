package org.stellarticker.sandbox.market;

import java.math.BigInteger;
import org.stellarticker.sandbox.market.math.MarketTime;

/**
 * The reserves of a pool while it trades: their product never shrinks, and a fee of 30 basis points stays in the pool.
 */
final class Reserves {

    private static final long WHOLE = 10_000;
    private static final long AFTER_FEE = WHOLE - PoolIds.FEE;

    private long base;
    private long counter;

    /** Returns the reserve of a side in stroops. */
    Reserves(long base, long counter) {
        this.base = base;
        this.counter = counter;
    }

    /** Returns the reserves of a market's pool at the start of the history. */
    static Reserves atTheBeginning(Market market, Worths worths) {
        long second = MarketTime.second(MarketTime.FIRST_LEDGER);
        double half = market.depth() / 2;
        return new Reserves(
                worths.stroops(market.base(), half, second), worths.stroops(market.counter(), half, second));
    }

    Reserves plus(long baseFlow, long counterFlow) {
        return new Reserves(base + baseFlow, counter + counterFlow);
    }

    long base() {
        return base;
    }

    long counter() {
        return counter;
    }

    /** Returns the pool's price, counter per base. */
    double price() {
        return (double) counter / base;
    }

    /** Returns what the pool would give for an amount of one of its assets, before rounding down. */
    double exactlyFor(boolean baseIn, long in) {
        double from = baseIn ? base : counter;
        double to = baseIn ? counter : base;
        return to * AFTER_FEE * in / (from * WHOLE + (double) AFTER_FEE * in);
    }

    /** Returns what the pool gives for an amount. */
    long outFor(boolean baseIn, long in) {
        BigInteger paid = BigInteger.valueOf(in).multiply(BigInteger.valueOf(AFTER_FEE));
        BigInteger held = BigInteger.valueOf(baseIn ? base : counter).multiply(BigInteger.valueOf(WHOLE));
        return BigInteger.valueOf(baseIn ? counter : base)
                .multiply(paid)
                .divide(held.add(paid))
                .longValueExact();
    }

    /** Returns what must be paid for exactly that much, before rounding up. */
    double exactlyToGet(boolean baseIn, long out) {
        double from = baseIn ? base : counter;
        double to = baseIn ? counter : base;
        return from * WHOLE * out / ((to - out) * AFTER_FEE);
    }

    /** Returns what must be paid in to move the price to another; it ignores fees and so stops a little short. */
    long inToReach(boolean baseIn, double price) {
        double ratio = baseIn ? price() / price : price / price();
        return Math.max(1, (long) ((baseIn ? base : counter) * (StrictMath.sqrt(ratio) - 1)));
    }

    void move(boolean baseIn, long in, long out) {
        base += baseIn ? in : -out;
        counter += baseIn ? -out : in;
    }
}
