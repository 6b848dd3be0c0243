package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Requests that all of a program's work may make together, as Horizon counts them: a bucket that is refilled steadily
 * and holds a burst of at most 100. Its last drops are kept for the live trades, which so never wait because of others;
 * of those who wait, {@link Turns} says who is next. Where a server refuses requests, its limit is lower than ours, or
 * shared with others: {@link LearnedLimit} then holds instead, and the pause that it asks for holds for all.
 */
public final class RequestBudget {

    private static final double BURST = 100;

    /** Of the burst, only for the live trades. */
    private static final double RESERVE = 0.1;

    /** Of sums of parts of requests. */
    private static final double ROUNDING = 1e-6;

    private static final double SECONDS_PER_HOUR = TimeUnit.HOURS.toSeconds(1);

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perHour;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Priority, Integer> waiting = new EnumMap<>(Priority.class);
    private final Turns turns = new Turns();
    private final LearnedLimit learned;
    private double tokens;
    private long refilledAt;
    private long pausedUntil;

    RequestBudget(int perHour, LongSupplier nanoTime) {
        this.perHour = perHour;
        this.nanoTime = nanoTime;
        this.refilledAt = nanoTime.getAsLong();
        this.pausedUntil = refilledAt;
        this.learned = new LearnedLimit(refilledAt);
        this.tokens = most(perSecond());
    }

    /** @param requests an hour; 0 for no limit */
    public static RequestBudget perHour(int requests) {
        return new RequestBudget(requests, System::nanoTime);
    }

    /** Waits until a request may be made, and says so to whoever makes it as long as it is others' turn. */
    void take(Priority priority, Turn turn) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting.merge(priority, 1, Integer::sum) == 1) {
                turns.begins(priority);
            }
            try {
                awaitTurn(priority, turn);
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

    /** What is told of the wait for one's turn; a pause that the server asked for is nobody's turn. */
    interface Turn {
        Turn UNKNOWN = waits -> {};

        /** @param waits whether others go first from now on */
        void waits(boolean waits);
    }

    /** Counts what Horizon charges without a request, such as an open stream's ledgers. */
    void charge(double requests) {
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
        lock.lock();
        try {
            pausedUntil = Math.max(pausedUntil, nanoTime.getAsLong() + time.toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Horizon answered. */
    void answered() {
        lock.lock();
        try {
            learned.answered();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Horizon had enough of us: all leave it alone for a while, and are fewer after that.
     *
     * @param retryAfter how long, when it says so
     */
    void refused(Optional<Duration> retryAfter) {
        lock.lock();
        try {
            refill();
            if (refilledAt >= pausedUntil) {
                Duration pause = retryAfter.orElseGet(learned::pause);
                learned.refused(refilledAt, pause);
                tokens = 0;
                pause(pause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Horizon told how many requests are left to us; where others share our address, that is less than we think. */
    void atMost(int remaining) {
        lock.lock();
        try {
            refill();
            // Of an unlimited budget, what is left says nothing before it is refused.
            if (tokens < Double.POSITIVE_INFINITY) {
                tokens = Math.min(tokens, Math.max(0, remaining));
            }
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

    private void awaitTurn(Priority priority, Turn turn) throws InterruptedException {
        boolean logged = false;
        try {
            refill();
            for (long nanos = nanosUntil(priority); nanos > 0 || isOthers(priority); nanos = nanosUntil(priority)) {
                boolean paused = pausedUntil > refilledAt;
                if (logged == paused) {
                    turn.waits(!paused);
                    logged = !paused;
                }
                // Whoever is next signals when it has had its turn.
                var _ = changed.awaitNanos(Math.max(nanos, 1_000_000));
                refill();
            }
        } finally {
            if (logged) {
                turn.waits(false);
            }
        }
    }

    private boolean isOthers(Priority priority) {
        return turns.next(waiting.keySet()) != priority;
    }

    private long nanosUntil(Priority priority) {
        double rate = perSecond();
        double needed = priority == Priority.LIVE_TRADES ? 1 : Math.min(most(rate), 1 + RESERVE * most(rate));
        long refilled = tokens >= needed - ROUNDING ? 0 : (long) Math.ceil((needed - tokens) * NANOS_PER_SECOND / rate);
        return Math.max(refilled, pausedUntil - refilledAt);
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        double rate = perSecond();
        double most = most(rate);
        tokens = most == Double.POSITIVE_INFINITY
                ? most
                : Math.min(most, tokens + (now - refilledAt) * rate / NANOS_PER_SECOND);
        refilledAt = now;
    }

    private double perSecond() {
        double known = learned.perSecond(nanoTime.getAsLong());
        return perHour == 0 ? known : Math.min(known, perHour / SECONDS_PER_HOUR);
    }

    /** What the bucket holds; of a server that refuses requests it is not known that it holds more than one. */
    private double most(double rate) {
        if (rate == Double.POSITIVE_INFINITY) {
            return rate;
        }
        boolean ours = perHour > 0 && rate == perHour / SECONDS_PER_HOUR;
        return ours ? Math.min(BURST, Math.max(1, perHour)) : Math.clamp(rate, 1, BURST);
    }
}
