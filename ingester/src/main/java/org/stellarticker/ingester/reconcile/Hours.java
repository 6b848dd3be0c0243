package org.stellarticker.ingester.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Rounds instants to whole hours (UTC), the unit of the audit. */
final class Hours {

    static final Duration HOUR = Duration.ofHours(1);

    private Hours() {}

    /** Returns the begin of the hour that an instant lies in. */
    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    /** Returns the first begin of an hour that is not before an instant. */
    static Instant from(Instant instant) {
        Instant begin = of(instant);
        return begin.equals(instant) ? begin : begin.plus(HOUR);
    }
}
