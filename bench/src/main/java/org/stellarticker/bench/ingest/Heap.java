package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.bench.RunningProgram;

/** What a program's heap held, looked at again and again. */
final class Heap {

    private final RunningProgram program;
    private final List<Double> looks = new ArrayList<>();

    Heap(RunningProgram program) {
        this.program = program;
    }

    void look() throws IOException {
        program.heapUsed().ifPresent(looks::add);
    }

    /** The most that was in use, garbage included; in MiB. */
    double peak() {
        return peak(looks);
    }

    /** The same of the first third of the time. */
    double earlyPeak() {
        return peak(looks.subList(0, looks.size() / 3));
    }

    /** The same of the last third. */
    double latePeak() {
        return peak(looks.subList(2 * looks.size() / 3, looks.size()));
    }

    private static double peak(List<Double> looks) {
        return looks.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
