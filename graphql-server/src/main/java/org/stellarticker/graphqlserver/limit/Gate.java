package org.stellarticker.graphqlserver.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many queries run at once, as a large answer takes some ten megabytes while it is made; others wait in order of
 * arrival.
 */
public final class Gate {

    private final Semaphore free;
    private final Duration patience;

    /** @param patience how long a query may wait before it is turned away */
    public Gate(int atOnce, Duration patience) {
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** What the work gives; empty when it could not begin in time. */
    public <T> Optional<T> pass(Supplier<T> work) throws InterruptedException {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            free.release();
        }
    }
}
