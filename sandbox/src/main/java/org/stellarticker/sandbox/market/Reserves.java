package org.stellarticker.sandbox.market;

import java.math.BigInteger;

/** What a pool holds while it trades: the product of both never shrinks, and a fee of 30 basis points stays inside. */
final class Reserves {

    private static final long WHOLE = 10_000;
    private static final long AFTER_FEE = WHOLE - PoolIds.FEE;

    private long base;
    private long counter;

    /** In stroops. */
    Reserves(long base, long counter) {
        this.base = base;
        this.counter = counter;
    }

    /** What a market's pool was filled with when the history began. */
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

    /** Counter per base. */
    double price() {
        return (double) counter / base;
    }

    /** What the pool would give for an amount of one of its assets, before rounding down. */
    double exactlyFor(boolean baseIn, long in) {
        double from = baseIn ? base : counter;
        double to = baseIn ? counter : base;
        return to * AFTER_FEE * in / (from * WHOLE + (double) AFTER_FEE * in);
    }

    /** What the pool gives for an amount. */
    long outFor(boolean baseIn, long in) {
        BigInteger paid = BigInteger.valueOf(in).multiply(BigInteger.valueOf(AFTER_FEE));
        BigInteger held = BigInteger.valueOf(baseIn ? base : counter).multiply(BigInteger.valueOf(WHOLE));
        return BigInteger.valueOf(baseIn ? counter : base)
                .multiply(paid)
                .divide(held.add(paid))
                .longValueExact();
    }

    /** What must be paid for exactly that much, before rounding up. */
    double exactlyToGet(boolean baseIn, long out) {
        double from = baseIn ? base : counter;
        double to = baseIn ? counter : base;
        return from * WHOLE * out / ((to - out) * AFTER_FEE);
    }

    /** What must be put in to move the price to another; before fees, so that it stops a little short. */
    long inToReach(boolean baseIn, double price) {
        double ratio = baseIn ? price() / price : price / price();
        return Math.max(1, (long) ((baseIn ? base : counter) * (StrictMath.sqrt(ratio) - 1)));
    }

    void move(boolean baseIn, long in, long out) {
        base += baseIn ? in : -out;
        counter += baseIn ? -out : in;
    }
}
