package org.stellarticker.sandbox.market.math;

/** A random generator with the same results for the same seed on every machine (SplitMix64). */
public final class Dice {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed) {
        state = seed;
    }

    /** Returns an independent generator for a purpose and a number. */
    public static Dice of(long seed, String purpose, long number) {
        return new Dice(mix(mix(seed + purpose.hashCode() * STEP) + number));
    }

    public static long mix(long bits) {
        long mixed = bits + STEP;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private long next() {
        long bits = mix(state);
        state += STEP;
        return bits;
    }

    /** Returns a number from 0 inclusive to 1 exclusive. */
    public double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Returns a factor that is twice the median as often as half of it. */
    public double aroundMedian(double median, double spread) {
        // Four uniform numbers approximate a normal one of variance 1/3.
        double bell = (uniform() + uniform() + uniform() + uniform() - 2) * 1.732;
        return median * StrictMath.exp(spread * bell);
    }
}
