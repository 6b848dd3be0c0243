package org.stellarticker.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Samples a program's heap. */
public final class Heap {

    private final RunningProgram program;
    private final List<Double> looks = new ArrayList<>();

    public Heap(RunningProgram program) {
        this.program = program;
    }

    public void look() throws IOException {
        program.heapUsed().ifPresent(looks::add);
    }

    /** Returns the peak heap, garbage included, in MiB. */
    public double peak() {
        return peak(looks);
    }

    /** Returns the peak of the first third of the time. */
    public double earlyPeak() {
        return peak(looks.subList(0, looks.size() / 3));
    }

    /** Returns the peak of the last third. */
    public double latePeak() {
        return peak(looks.subList(2 * looks.size() / 3, looks.size()));
    }

    private static double peak(List<Double> looks) {
        return looks.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
