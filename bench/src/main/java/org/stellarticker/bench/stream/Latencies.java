package org.stellarticker.bench.stream;

/** Counts latencies by whole milliseconds. For use by one thread. */
final class Latencies {

    /** Later ones count as this. */
    private static final int MOST_MILLIS = 60_000;

    private final long[] counts = new long[MOST_MILLIS + 1];
    private long count;

    void add(long nanos) {
        counts[Math.clamp(nanos / 1_000_000, 0, MOST_MILLIS)]++;
        count++;
    }

    void addAll(Latencies others) {
        for (int millis = 0; millis < counts.length; millis++) {
            counts[millis] += others.counts[millis];
        }
        count += others.count;
    }

    long count() {
        return count;
    }

    /** Returns the milliseconds within which a share of all lies; NaN without any. */
    double quantile(double share) {
        long left = (long) Math.ceil(share * count);
        for (int millis = 0; millis < counts.length; millis++) {
            left -= counts[millis];
            if (left <= 0 && count > 0) {
                return millis;
            }
        }
        return Double.NaN;
    }
}
