package org.stellarticker.bench.ingest;

/** Quantiles of sorted values. */
final class Quantiles {

    private Quantiles() {}

    /** Returns the value below which a share of all lies; NaN without any. */
    static double of(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
