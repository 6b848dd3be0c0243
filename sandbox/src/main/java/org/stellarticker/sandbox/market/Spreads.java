package org.stellarticker.sandbox.market;

import org.stellarticker.sandbox.market.math.Dice;

/**
 * The distance of a market's best offers from its fair price: almost nothing where much is traded, some per cent where
 * little is traded, and changing over time.
 */
final class Spreads {

    /** The half spread of the busiest market. */
    private static final double TIGHTEST = 0.00025;

    private static final double WIDEST = 0.03;

    /** The difference between two markets of equal activity. */
    private static final double BETWEEN_MARKETS = 0.3;

    /** The change of a market's spread about its mean, by periods in seconds. */
    private static final double IN_TIME = 0.22;

    private static final int[] PERIODS = {16, 120, 1_800};

    private final long seed;

    Spreads(long seed) {
        this.seed = seed;
    }

    /** Returns the half spread as a part of the fair price. */
    double half(Market market, long second) {
        double usual = TIGHTEST * StrictMath.pow(market.rank() + 1.0, 0.95);
        double ofItsOwn = Dice.of(seed, "spread", market.rank()).aroundMedian(1, BETWEEN_MARKETS);
        double moved = 0;
        for (int period : PERIODS) {
            moved += IN_TIME * noise(market, period, second);
        }
        return Math.min(WIDEST, usual * ofItsOwn * StrictMath.exp(moved));
    }

    /** Returns a continuous value from -1 to 1. */
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
