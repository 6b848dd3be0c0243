package org.stellarticker.migrate;

import java.time.Duration;

/**
 * The times to wait for the database.
 *
 * @param untilAnswer while nobody answers at its address or its host is unknown; it may be starting
 * @param untilReady while it answers but is not ready; after a crash it first replays its log
 * @param between time from one attempt to the next
 */
record Backoff(Duration untilAnswer, Duration untilReady, Duration between) {

    static final Backoff USUAL = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMillis(250));
}
