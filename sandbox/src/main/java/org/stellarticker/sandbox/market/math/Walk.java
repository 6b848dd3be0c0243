package org.stellarticker.sandbox.market.math;

/**
 * A random walk that can be evaluated at any moment: the sum of noise with periods from seconds to weeks. Each period
 * is twice as long, and its noise the square root of two stronger, as in a walk. Beyond weeks it stays near its start,
 * so that worths stay plausible.
 */
public final class Walk {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 21;

    /** The standard deviation of a walk of strength 1 in a day. */
    private static final double DAY = 365;

    private final long seed;
    private final double strength;

    /**
     * Makes a walk.
     *
     * @param unrest how far it moves in a day; 0.01 is a hundredth
     */
    public Walk(long seed, double unrest) {
        this.seed = seed;
        this.strength = unrest / DAY;
    }

    /** Returns the natural logarithm of the factor. */
    public double at(long second) {
        double sum = 0;
        for (int octave = SHORTEST; octave <= LONGEST; octave++) {
            long period = 1L << octave;
            long cell = second >> octave;
            double part = (double) (second & (period - 1)) / period;
            sum += StrictMath.sqrt((double) period)
                    * (noise(octave, cell) * (1 - part) + noise(octave, cell + 1) * part);
        }
        return sum * strength;
    }

    /** Returns a value from -1 to 1. */
    private double noise(int octave, long cell) {
        return (Dice.mix(seed + octave * 0x632BE59BD9B4E019L + cell * 0x8CB92BA72F3D8DD7L) >> 11) * 0x1p-52;
    }
}
