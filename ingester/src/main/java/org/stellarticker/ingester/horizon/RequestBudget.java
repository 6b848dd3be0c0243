package org.stellarticker.ingester.horizon;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Requests that all of a program's work may make together, as Horizon counts them: a bucket that is refilled steadily
 * and holds a burst of at most 100. When it is empty, the most urgent waiter gets the next request.
 */
public final class RequestBudget {

    private static final double BURST = 100;
    private static final double NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    private final int perHour;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Priority, Integer> waiting = new EnumMap<>(Priority.class);
    private double tokens;
    private long refilledAt;

    RequestBudget(int perHour, LongSupplier nanoTime) {
        this.perHour = perHour;
        this.nanoTime = nanoTime;
        this.tokens = Math.min(BURST, Math.max(1, perHour));
        this.refilledAt = nanoTime.getAsLong();
    }

    /** @param requests an hour; 0 for no limit */
    public static RequestBudget perHour(int requests) {
        return new RequestBudget(requests, System::nanoTime);
    }

    /** Waits until a request may be made. */
    void take(Priority priority) throws InterruptedException {
        if (perHour == 0) {
            return;
        }
        lock.lockInterruptibly();
        try {
            waiting.merge(priority, 1, Integer::sum);
            try {
                awaitTurn(priority);
                tokens--;
            } finally {
                waiting.merge(priority, -1, Integer::sum);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts what Horizon charges without a request, such as an open stream's ledgers. */
    void charge(double requests) {
        if (perHour == 0) {
            return;
        }
        lock.lock();
        try {
            refill();
            tokens = Math.max(0, tokens - requests);
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Priority priority) throws InterruptedException {
        refill();
        while (tokens < 1 || moreUrgentWaits(priority)) {
            long untilNext = (long) Math.ceil((1 - tokens) * NANOS_PER_HOUR / perHour);
            // Whoever is more urgent signals when it has its turn.
            var _ = changed.awaitNanos(Math.max(untilNext, 1_000_000));
            refill();
        }
    }

    private boolean moreUrgentWaits(Priority priority) {
        return waiting.entrySet().stream()
                .anyMatch(other -> other.getKey().compareTo(priority) < 0 && other.getValue() > 0);
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(BURST, tokens + (now - refilledAt) * perHour / NANOS_PER_HOUR);
        refilledAt = now;
    }
}
