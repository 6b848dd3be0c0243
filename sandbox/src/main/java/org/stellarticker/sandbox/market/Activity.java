package org.stellarticker.sandbox.market;

import org.stellarticker.sandbox.market.math.Dice;
import org.stellarticker.sandbox.market.math.MarketTime;
import org.stellarticker.sandbox.market.math.TradeRate;

/** Decides how much is traded in a ledger: on average the market's rate, in bursts, and sometimes nothing. */
final class Activity {

    private static final double QUIET = 0.08;

    private final long seed;
    private final TradeRate rate;

    Activity(long seed, TradeRate rate) {
        this.seed = seed;
        this.rate = rate;
    }

    /** Returns the number of trades of a live ledger that took this many seconds. */
    int live(int ledger, double seconds) {
        Dice dice = Dice.of(seed, "activity", ledger);
        return (int) (burst(dice) * seconds * rate.at(MarketTime.second(ledger)) / (1 - QUIET) + dice.uniform());
    }

    /** Returns the relative activity of a ledger of the history. */
    double history(int ledger) {
        return burst(Dice.of(seed, "activity", ledger)) * rate.at(MarketTime.second(ledger));
    }

    /** Returns the average number of trades a second at a live ledger. */
    double tradesPerSecond(int ledger) {
        return rate.at(MarketTime.second(ledger));
    }

    private static double burst(Dice dice) {
        return dice.chance(QUIET) ? 0 : -StrictMath.log(1 - dice.uniform());
    }
}
