package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Requests that all of a program's work may make together, as Horizon counts them: a bucket that is refilled steadily
 * and holds a burst of at most 100. Its last drops are kept for the live trades, which so never wait because of others;
 * of those who wait, {@link Turns} says who is next.
 */
public final class RequestBudget {

    private static final double BURST = 100;

    /** Of the burst, only for the live trades. */
    private static final double RESERVE = 0.1;

    private static final double NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    private final int perHour;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Priority, Integer> waiting = new EnumMap<>(Priority.class);
    private final Turns turns = new Turns();
    private final double most;
    private double tokens;
    private long refilledAt;
    private long pausedUntil;

    RequestBudget(int perHour, LongSupplier nanoTime) {
        this.perHour = perHour;
        this.nanoTime = nanoTime;
        this.most = Math.min(BURST, Math.max(1, perHour));
        this.tokens = most;
        this.refilledAt = nanoTime.getAsLong();
        this.pausedUntil = refilledAt;
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
            if (waiting.merge(priority, 1, Integer::sum) == 1) {
                turns.begins(priority);
            }
            try {
                awaitTurn(priority);
                tokens--;
                turns.served(priority);
            } finally {
                waiting.computeIfPresent(priority, (_, count) -> count == 1 ? null : count - 1);
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

    /** Horizon asked to be left alone, by all, for so long. */
    void pause(Duration time) {
        if (perHour == 0) {
            return;
        }
        lock.lock();
        try {
            pausedUntil = Math.max(pausedUntil, nanoTime.getAsLong() + time.toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Horizon told how many requests are left to us; where others share our address, that is less than we think. */
    void atMost(int remaining) {
        if (perHour == 0) {
            return;
        }
        lock.lock();
        try {
            refill();
            tokens = Math.min(tokens, Math.max(0, remaining));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isLimited() {
        return perHour > 0;
    }

    /** How many requests may be made at once. */
    double level() {
        lock.lock();
        try {
            refill();
            return tokens;
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Priority priority) throws InterruptedException {
        double needed = priority == Priority.LIVE_TRADES ? 1 : Math.min(most, 1 + RESERVE * most);
        refill();
        while (nanosUntil(needed) > 0 || turns.next(waiting.keySet()) != priority) {
            // Whoever is next signals when it has had its turn.
            var _ = changed.awaitNanos(Math.max(nanosUntil(needed), 1_000_000));
            refill();
        }
    }

    private long nanosUntil(double needed) {
        long refilled = (long) Math.ceil((needed - tokens) * NANOS_PER_HOUR / perHour);
        return Math.max(refilled, pausedUntil - refilledAt);
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(most, tokens + (now - refilledAt) * perHour / NANOS_PER_HOUR);
        refilledAt = now;
    }
}
