package org.stellarticker.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The signal that a program is to end. Followers check it between two pieces of work and wait on it. */
public final class Stop {

    private final CountDownLatch request = new CountDownLatch(1);

    /** Requests the end; for tests and for {@link Daemon}. */
    public void request() {
        request.countDown();
    }

    public boolean requested() {
        return request.getCount() == 0;
    }

    /**
     * Waits, but not beyond the program's end.
     *
     * @return whether the end was requested
     */
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            return request.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            // The end interrupts every thread, and the caller handles the end already.
            if (requested()) {
                return true;
            }
            throw interrupted;
        }
    }

    void await() throws InterruptedException {
        request.await();
    }
}
