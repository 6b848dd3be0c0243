package org.stellarticker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads processor time as Linux counts it, in hundredths of a second. */
final class ProcessorTime {

    private static final int MILLIS_A_TICK = 10;

    // The fields in /proc/PID/stat follow the command in parentheses, which may contain any character.
    private static final int OWN = 11;
    private static final int OF_ENDED_CHILDREN = 13;

    private ProcessorTime() {}

    /** Returns the time of a process alone. */
    static Duration of(long process) {
        return ticks(process, OWN, 2);
    }

    /** Returns the time of a process and all its children, also those that ended. */
    static Duration ofFamily(long process) {
        return ProcessHandle.of(process).stream()
                .flatMap(ProcessHandle::descendants)
                .map(child -> ticks(child.pid(), OWN, 2))
                .reduce(of(process).plus(ticks(process, OF_ENDED_CHILDREN, 2)), Duration::plus);
    }

    private static Duration ticks(long process, int from, int count) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = from; i < from + count; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return Duration.ofMillis(ticks * MILLIS_A_TICK);
        } catch (IOException ended) {
            return Duration.ZERO;
        }
    }
}
