package org.stellarticker.bench.http;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of several runs. */
final class Medians {

    private Medians() {}

    /** Returns the median of a value; of an even number of runs the higher middle one. */
    static <T> double median(List<T> runs, ToDoubleFunction<T> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
