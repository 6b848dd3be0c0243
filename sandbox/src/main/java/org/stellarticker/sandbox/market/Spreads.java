package org.stellarticker.sandbox.market;

/**
 * How far the best offers of a market stand from its fair price: next to nothing where much is traded, some per cent where
 * hardly anybody trades, and never for long the same.
 */
final class Spreads {

    /** Half of the spread of the busiest market. */
    private static final double TIGHTEST = 0.00025;

    private static final double WIDEST = 0.03;

    /** How much two markets differ that trade alike. */
    private static final double BETWEEN_MARKETS = 0.3;

    /** How much a market's spread moves about its middle, by periods in seconds. */
    private static final double IN_TIME = 0.22;

    private static final int[] PERIODS = {16, 120, 1_800};

    private final long seed;

    Spreads(long seed) {
        this.seed = seed;
    }

    /** Half of the spread as a part of the fair price. */
    double half(Market market, long second) {
        double usual = TIGHTEST * StrictMath.pow(market.rank() + 1.0, 0.95);
        double ofItsOwn = Dice.of(seed, "spread", market.rank()).aroundMedian(1, BETWEEN_MARKETS);
        double moved = 0;
        for (int period : PERIODS) {
            moved += IN_TIME * noise(market, period, second);
        }
        return Math.min(WIDEST, usual * ofItsOwn * StrictMath.exp(moved));
    }

    /** From -1 to 1, without a jump. */
    private double noise(Market market, int period, long second) {
        long cell = Math.floorDiv(second, period);
        double part = (double) Math.floorMod(second, period) / period;
        return at(market, period, cell) * (1 - part) + at(market, period, cell + 1) * part;
    }

    private double at(Market market, int period, long cell) {
        return 2
                        * Dice.of(seed, "spread in time", (market.rank() * 3_600L + period) * 0x1_0000_0000L + cell)
                                .uniform()
                - 1;
    }
}
