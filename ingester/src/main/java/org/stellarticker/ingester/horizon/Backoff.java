package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after the n-th failure in a row: doubling from a quarter of a second up to half a minute, with a
 * random part, so that many clients do not come back together. Where the server says how long to leave it alone, that
 * holds for all work ({@link RequestBudget}), so that the most urgent comes back first.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** While no Horizon answers: it is to be asked again soon after its return, and all work shares what comes of it. */
    public static final Duration DURING_AN_OUTAGE = Duration.ofSeconds(2);

    private int failures;

    /** How long to wait before the next try. */
    public Duration after(HorizonException fault) {
        return after(fault, LONGEST);
    }

    /**
     * As the other, with a bound of its own on what grows by itself.
     *
     * @param longest what is waited at the most, unless the server asked for more
     */
    public Duration after(HorizonException fault, Duration longest) {
        long doubled = FIRST.toMillis() << Math.min(failures, 16);
        failures++;
        long millis = Math.min(doubled, longest.toMillis());
        Duration jittered = Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        return fault.isPaused() ? Duration.ZERO : jittered;
    }

    public int failures() {
        return failures;
    }

    /** Something worked: the next failure is the first again. */
    public void restore() {
        failures = 0;
    }
}
