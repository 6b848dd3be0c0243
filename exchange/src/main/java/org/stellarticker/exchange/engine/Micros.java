package org.stellarticker.exchange.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since 1970, the form in which the engine keeps them. */
public final class Micros {

    private static final long A_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private Micros() {}

    /** Returns the microseconds; what is finer is cut off. */
    public static long of(Instant instant) {
        return instant.getEpochSecond() * A_SECOND + instant.getNano() / NANOS;
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
