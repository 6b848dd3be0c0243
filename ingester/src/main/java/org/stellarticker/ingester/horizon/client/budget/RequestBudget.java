package org.stellarticker.ingester.horizon.client.budget;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The requests that all work of the program may make together, counted as Horizon does: a token bucket that is refilled
 * steadily and holds a burst of at most 100. Its last tokens are reserved for live trades, so that these never wait for other
 * work. {@link Turns} decides which waiting work is next. A server that refuses requests has a lower limit, or shares it:
 * {@link LearnedLimit} then holds instead, and a pause that the server asks for holds for all work.
 */
public final class RequestBudget {

    private static final double BURST = 100;

    /** The share of the burst that is reserved for live trades. */
    private static final double RESERVE = 0.1;

    /** Tolerates rounding errors of fractional tokens. */
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

    /** Returns a budget of requests an hour; 0 for no limit. */
    public static RequestBudget perHour(int requests) {
        return new RequestBudget(requests, System::nanoTime);
    }

    /** Waits until a request may be made, and notifies the turn while other work goes first. */
    public void take(Priority priority, Turn turn) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting.merge(priority, 1, Integer::sum) == 1) {
                turns.begin(priority);
            }
            try {
                awaitTurn(priority, turn);
                tokens--;
                turns.serve(priority);
            } finally {
                waiting.computeIfPresent(priority, (_, count) -> count == 1 ? null : count - 1);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Is notified of the wait for other work. A pause that the server asked for is no such wait. */
    public interface Turn {
        Turn IGNORED = waits -> {};

        /** @param waits whether other work goes first from now on */
        void waits(boolean waits);
    }

    /** Counts requests that Horizon charges for an open stream, one a ledger. */
    public void charge(double requests) {
        lock.lock();
        try {
            refill();
            tokens = Math.max(0, tokens - requests);
        } finally {
            lock.unlock();
        }
    }

    /** Pauses all work for a time that Horizon asked for. */
    public void pause(Duration time) {
        lock.lock();
        try {
            pausedUntil = Math.max(pausedUntil, nanoTime.getAsLong() + time.toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Notes an answer of Horizon. */
    public void answered() {
        lock.lock();
        try {
            learned.answered();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes a refusal because of the rate limit: all work pauses, and has a lower limit afterwards.
     *
     * @param retryAfter the pause that Horizon asked for
     */
    public void refused(Optional<Duration> retryAfter) {
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

    /** Notes how many requests are left by Horizon's count, which is lower where others share our address. */
    public void atMost(int remaining) {
        lock.lock();
        try {
            refill();
            // With an unlimited budget, this number matters only after a refusal.
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

    /** Returns how many requests may be made at once. */
    public double level() {
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
            for (long nanos = nanosUntil(priority);
                    nanos > 0 || isTurnOfOthers(priority);
                    nanos = nanosUntil(priority)) {
                boolean paused = pausedUntil > refilledAt;
                if (logged == paused) {
                    turn.waits(!paused);
                    logged = !paused;
                }
                // The thread whose turn it is signals when it is done.
                var _ = changed.awaitNanos(Math.max(nanos, 1_000_000));
                refill();
            }
        } finally {
            if (logged) {
                turn.waits(false);
            }
        }
    }

    private boolean isTurnOfOthers(Priority priority) {
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

    /** Returns the size of the bucket; that of a server that refuses requests may be as small as one. */
    private double most(double rate) {
        if (rate == Double.POSITIVE_INFINITY) {
            return rate;
        }
        boolean configured = perHour > 0 && rate == perHour / SECONDS_PER_HOUR;
        return configured ? Math.min(BURST, Math.max(1, perHour)) : Math.clamp(rate, 1, BURST);
    }
}
