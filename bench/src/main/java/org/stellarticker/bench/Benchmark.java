package org.stellarticker.bench;

/** A benchmark. */
@FunctionalInterface
public interface Benchmark {

    /**
     * Measures.
     *
     * @throws Exception when the measurement failed; a missed goal is no failure
     */
    Result run(Workbench workbench) throws Exception;
}
