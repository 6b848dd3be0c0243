package org.stellarticker.sandbox.market;

import java.util.OptionalDouble;

/**
 * How many trades a second there are, before the market began to live and from then on, without a leap in between. The
 * market opens at the busiest hour of its day.
 *
 * <p>Live, it goes on as its history did. Where another pace is wanted, and a greater one, the history ends in a rush that
 * comes up to it.
 */
final class TradeRate {

    /** A market with a shorter history lives as if it had been as long, for it would seem dead. */
    private static final int LEAST_HISTORY = 200_000;

    private static final double DAY_SECONDS = 86_400;

    /** The busiest hour has eleven times as many trades as the quietest one, and 2.4 times the mean. */
    private static final double DAY_AND_NIGHT = 1.2;

    /** So that the mean of a day is 1: the Bessel function I0 of {@link #DAY_AND_NIGHT}. */
    private static final double MEAN = 1.3937255;

    private static final double LONGEST_RUSH_SECONDS = 5_400;

    private final double mean;
    /** By day and by night the same; negative where the market goes on as before. */
    private final double wanted;

    private final double rush;
    private final double rushSeconds;

    /**
     * @param historyTrades how many there are over {@link MarketTime#HISTORY}
     * @param wanted how many there are in a live second, on the average; empty to go on as before
     */
    TradeRate(int historyTrades, OptionalDouble wanted) {
        double seconds = MarketTime.HISTORY.toSeconds();
        this.wanted = wanted.orElse(-1);
        double steady = historyTrades / seconds;
        if (wanted.orElse(0) > steady * day(0)) {
            // The rush takes half of the history at the most, for the rest is to look like a week.
            rushSeconds = Math.min(LONGEST_RUSH_SECONDS, historyTrades / (2 * this.wanted));
            mean = (historyTrades - this.wanted * rushSeconds) / (seconds - day(0) * rushSeconds);
            rush = this.wanted - mean * day(0);
        } else {
            rushSeconds = 1;
            mean = wanted.isPresent() ? steady : Math.max(historyTrades, LEAST_HISTORY) / seconds;
            rush = 0;
        }
    }

    /** Trades a second, in the history up to a factor that makes their sum right. */
    double at(long second) {
        if (second > 0 && wanted >= 0) {
            return wanted;
        }
        double rushing = second > 0 || rushSeconds == 0 ? 0 : rush * StrictMath.exp(second / rushSeconds);
        return mean * day(second) + rushing;
    }

    /** How busy a moment of the day is beside the others. */
    private static double day(long second) {
        return StrictMath.exp(DAY_AND_NIGHT * StrictMath.cos(2 * StrictMath.PI * second / DAY_SECONDS)) / MEAN;
    }
}
