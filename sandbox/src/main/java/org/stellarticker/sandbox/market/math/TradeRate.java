package org.stellarticker.sandbox.market.math;

import java.util.OptionalDouble;

/**
 * The number of trades a second, in the history and live, without a jump in between. The market opens at the busiest
 * hour of its day.
 *
 * <p>Live trading continues at the rate of the history. When a higher rate is wanted, the end of the history rises to
 * it.
 */
public final class TradeRate {

    /** A market with a shorter history is as busy as if its history were as long; otherwise it would seem dead. */
    private static final int LEAST_HISTORY = 200_000;

    private static final double DAY_SECONDS = 86_400;

    /** The busiest hour has eleven times as many trades as the quietest one, and 2.4 times the mean. */
    private static final double DAY_AND_NIGHT = 1.2;

    /** Makes the mean of a day 1: the Bessel function I0 of {@link #DAY_AND_NIGHT}. */
    private static final double MEAN = 1.3937255;

    private static final double LONGEST_RUSH_SECONDS = 5_400;

    private final double mean;
    /** The constant live rate; negative when the market goes on at the rate of its history. */
    private final double wanted;

    private final double rush;
    private final double rushSeconds;

    /**
     * Makes a rate.
     *
     * @param historyTrades the number of trades over {@link MarketTime#HISTORY}
     * @param wanted the average number of trades in a live second; empty to go on as in the history
     */
    public TradeRate(int historyTrades, OptionalDouble wanted) {
        double seconds = MarketTime.HISTORY.toSeconds();
        this.wanted = wanted.orElse(-1);
        double steady = historyTrades / seconds;
        if (wanted.orElse(0) > steady * day(0)) {
            // The rise takes at most half of the history, so that the rest looks like a week.
            rushSeconds = Math.min(LONGEST_RUSH_SECONDS, historyTrades / (2 * this.wanted));
            mean = (historyTrades - this.wanted * rushSeconds) / (seconds - day(0) * rushSeconds);
            rush = this.wanted - mean * day(0);
        } else {
            rushSeconds = 1;
            mean = wanted.isPresent() ? steady : Math.max(historyTrades, LEAST_HISTORY) / seconds;
            rush = 0;
        }
    }

    /** Returns trades a second; in the history before it is scaled to the wanted sum. */
    public double at(long second) {
        if (second > 0 && wanted >= 0) {
            return wanted;
        }
        double rushing = second > 0 || rushSeconds == 0 ? 0 : rush * StrictMath.exp(second / rushSeconds);
        return mean * day(second) + rushing;
    }

    /** Returns the relative activity at a moment of the day. */
    private static double day(long second) {
        return StrictMath.exp(DAY_AND_NIGHT * StrictMath.cos(2 * StrictMath.PI * second / DAY_SECONDS)) / MEAN;
    }
}
