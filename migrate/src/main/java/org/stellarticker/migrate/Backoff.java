package org.stellarticker.migrate;

import java.time.Duration;

/**
 * How long to wait for the database.
 *
 * @param untilAnswer as long as nobody answers at its address, or its name is not known: it may just be starting
 * @param untilReady as long as it answers but is not ready: after a crash it first goes through its log
 * @param between from one attempt to the next
 */
record Backoff(Duration untilAnswer, Duration untilReady, Duration between) {

    static final Backoff USUAL = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMillis(250));
}
