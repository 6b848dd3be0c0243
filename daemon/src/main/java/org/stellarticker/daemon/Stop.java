package org.stellarticker.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the program was asked to end; followers look at it between two pieces of work, and wait on it. */
public final class Stop {

    private final CountDownLatch request = new CountDownLatch(1);

    /** Asks for the end; for tests, and for {@link Daemon}. */
    public void request() {
        request.countDown();
    }

    public boolean requested() {
        return request.getCount() == 0;
    }

    /**
     * Waits, but not beyond the program's end.
     *
     * @return whether the end was asked for
     */
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            return request.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            // The end interrupts everyone, and this one looks at it already.
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
