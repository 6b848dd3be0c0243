package org.stellarticker.sandbox.market;

/** How much is traded in a ledger: about as much as the market's pace has it, in bursts, and now and then nothing. */
final class Activity {

    private static final double QUIET = 0.08;

    private final long seed;
    private final TradeRate rate;

    Activity(long seed, TradeRate rate) {
        this.seed = seed;
        this.rate = rate;
    }

    /** How many trades a live ledger holds that took so many seconds. */
    int live(int ledger, double seconds) {
        Dice dice = Dice.of(seed, "activity", ledger);
        return (int) (burst(dice) * seconds * rate.at(MarketTime.second(ledger)) / (1 - QUIET) + dice.uniform());
    }

    /** How much is traded in a ledger of the history, beside the others. */
    double history(int ledger) {
        return burst(Dice.of(seed, "activity", ledger)) * rate.at(MarketTime.second(ledger));
    }

    private static double burst(Dice dice) {
        return dice.chance(QUIET) ? 0 : -StrictMath.log(1 - dice.uniform());
    }
}
