package org.stellarticker.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition until a timeout. */
public final class Deadline {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final long at;
    private final String awaited;

    private Deadline(long at, String awaited) {
        this.at = at;
        this.awaited = awaited;
    }

    /**
     * Starts a deadline.
     *
     * @param awaited the condition in words
     */
    public static Deadline in(Duration timeout, String awaited) {
        return new Deadline(System.nanoTime() + timeout.toNanos(), awaited);
    }

    /** A condition. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits for the condition.
     *
     * @throws IllegalStateException when it is not true in time
     */
    public void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            if (System.nanoTime() > at) {
                throw new IllegalStateException("timed out: expected that " + awaited);
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
