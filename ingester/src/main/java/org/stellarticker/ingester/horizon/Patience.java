package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after the n-th failure in a row: doubling from a quarter of a second up to half a minute, with a
 * random part, so that many clients do not come back together; at least what the server asked for.
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
        return fault.retryAfter()
                .map(asked -> asked.plus(jittered.dividedBy(4)))
                .filter(asked -> asked.compareTo(jittered) > 0)
                .orElse(jittered);
    }

    public int failures() {
        return failures;
    }

    /** Something worked: the next failure is the first again. */
    public void restore() {
        failures = 0;
    }
}
