package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock for lengths of time: unlike the time of day, it cannot be set. Its instants are no time of day. */
final class SteadyClock extends Clock {

    private final long begun = System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
