package org.stellarticker.sandbox.market;

/**
 * A random walk that can be asked at any moment without having walked there: noise of periods from seconds to weeks, each
 * twice as long and the root of two as strong as the one before, as in a walk. Beyond weeks it stays where it began, so
 * that worths make sense for ever.
 */
final class Walk {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 21;

    /** How far a walk of strength 1 goes in a day, as a standard deviation. */
    private static final double DAY = 365;

    private final long seed;
    private final double strength;

    /** @param unrest how far it goes in a day; 0.01 is a hundredth */
    Walk(long seed, double unrest) {
        this.seed = seed;
        this.strength = unrest / DAY;
    }

    /** The natural logarithm of what to multiply with. */
    double at(long second) {
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

    /** From -1 to 1. */
    private double noise(int octave, long cell) {
        return (Dice.mix(seed + octave * 0x632BE59BD9B4E019L + cell * 0x8CB92BA72F3D8DD7L) >> 11) * 0x1p-52;
    }
}
