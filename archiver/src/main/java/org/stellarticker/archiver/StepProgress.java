package org.stellarticker.archiver;

import java.io.PrintStream;
import java.time.Duration;

/** Shows how far work over days is: a bar on a terminal, else a line every ten seconds. */
final class StepProgress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean bar;
    private final int steps;
    private long next = System.nanoTime() + BETWEEN_LINES.toNanos();
    private int width;

    StepProgress(PrintStream out, boolean bar, int steps) {
        this.out = out;
        this.bar = bar;
        this.steps = Math.max(1, steps);
    }

    /** Shows that some steps are done, and which one begins. */
    void show(int done, String step) {
        if (bar) {
            int full = BAR * done / steps;
            String text = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] "
                    + String.format("%3d %%  %s", 100 * done / steps, step);
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + BETWEEN_LINES.toNanos();
            out.println(100 * done / steps + " %, " + step);
        }
    }

    /** Removes the bar. */
    void end() {
        if (bar && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        }
    }
}
