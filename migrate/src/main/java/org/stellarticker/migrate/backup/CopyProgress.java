package org.stellarticker.migrate.backup;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far a copy is: a bar on a terminal, else a line every ten seconds. */
final class CopyProgress {

    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean bar;
    private final long begin = System.nanoTime();
    private long next;
    private long expected = 1;
    private long done;
    private int width;

    CopyProgress(PrintStream out, boolean bar) {
        this.out = out;
        this.bar = bar;
        this.next = begin + between();
    }

    /** Says how many rows will pass in all, about. */
    void expect(long rows) {
        expected = Math.max(1, rows);
    }

    /** Notes rows that have passed. */
    void add(long rows, String step) {
        done += rows;
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + between();
            show(step);
        }
    }

    private long between() {
        return (bar ? BETWEEN_DRAWINGS : BETWEEN_LINES).toNanos();
    }

    private void show(String step) {
        // The number of rows was an estimate: the end is the end, and not before.
        int percent = (int) Math.min(99, 100 * done / expected);
        if (bar) {
            int full = BAR * percent / 100;
            draw("[" + "#".repeat(full) + "-".repeat(BAR - full) + "] %3d %%  %s".formatted(percent, step));
        } else {
            out.println(percent + " %, " + step);
        }
    }

    private void draw(String text) {
        out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        out.flush();
        width = text.length();
    }

    /** Ends the bar and prints the result with the time that it took. */
    void finish(String result) {
        if (bar) {
            draw("");
            out.print('\r');
        }
        out.printf(Locale.ROOT, "%s in %.1f s%n", result, (System.nanoTime() - begin) / 1e9);
    }

    /** Removes the bar, so that the reason of a failure stands alone. */
    void abort() {
        if (bar && width > 0) {
            draw("");
            out.print('\r');
            out.flush();
        }
    }
}
