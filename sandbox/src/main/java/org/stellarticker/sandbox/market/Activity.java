package org.stellarticker.sandbox.market;

/** How much is traded in a ledger: more by day than by night, in bursts, and now and then nothing. */
final class Activity {

    private static final double QUIET = 0.08;
    private static final double DAY_SECONDS = 86_400;
    private static final double DAY_AND_NIGHT = 0.55;

    private final long seed;

    Activity(long seed) {
        this.seed = seed;
    }

    /** How many trades a live ledger holds where {@code mean} are usual. */
    int live(int ledger, double mean) {
        Dice dice = Dice.of(seed, "activity", ledger);
        return (int) (burst(dice) * mean / (1 - QUIET) + dice.uniform());
    }

    /** How much is traded in a ledger of the history, beside the others. */
    double history(int ledger) {
        double wave = StrictMath.sin(2 * StrictMath.PI * MarketTime.second(ledger) / DAY_SECONDS);
        return burst(Dice.of(seed, "activity", ledger)) * (1 + DAY_AND_NIGHT * wave);
    }

    private static double burst(Dice dice) {
        return dice.chance(QUIET) ? 0 : -StrictMath.log(1 - dice.uniform());
    }
}
