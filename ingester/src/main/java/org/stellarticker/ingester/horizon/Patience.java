package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after the n-th failure in a row: doubling from a quarter of a second up to half a minute, with a
 * random part, so that many clients do not come back together. Where the server says how long to leave it alone, that
 * holds for all work ({@link RequestBudget}), so that the most urgent comes back first.
 */
public final class Patience {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int failures;

    /** How long to wait before the next try. */
    public Duration after(HorizonFault fault) {
        long doubled = FIRST.toMillis() << Math.min(failures, 16);
        failures++;
        long millis = Math.min(doubled, LONGEST.toMillis());
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
