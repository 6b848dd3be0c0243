package org.stellarticker.graphqlserver.rest.subscription;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.stream.ChangeSignals;

/** Finds out which subscriptions got messages, once for all streams of the program. */
public final class DeliveryFeed {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LiveDatabase database;
    private final ChangeSignals signals;
    private final DeliveryStore deliveries = new DeliveryStore();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The newest message of each subscription that has a stream. */
    private final Map<Long, Long> newest = new HashMap<>();

    private final Map<Long, Integer> streams = new HashMap<>();
    private boolean ended;

    /** @param signals of {@link DeliveryStore#CHANNEL} */
    public DeliveryFeed(LiveDatabase database, ChangeSignals signals) {
        this.database = database;
        this.signals = signals;
    }

    /** Returns the loop that looks for messages. */
    public Follower reportingTo(Progress progress) {
        return stop -> follow(stop, progress);
    }

    private void follow(Stop stop, Progress progress) throws InterruptedException {
        try {
            long seen = -1;
            while (!stop.requested()) {
                try {
                    seen = look(seen);
                    progress.running("");
                } catch (DatabaseAway away) {
                    progress.retrying(String.valueOf(away.getMessage()));
                    stop.await(PAUSE);
                }
                signals.await(stop);
            }
        } finally {
            end();
        }
    }

    private long look(long seen) {
        if (seen < 0) {
            return database.snapshot(deliveries::newest);
        }
        Map<Long, Long> touched = database.snapshot(tx -> deliveries.mapNewest(tx, seen));
        if (touched.isEmpty()) {
            return seen;
        }
        lock.lock();
        try {
            touched.forEach((subscription, message) -> newest.computeIfPresent(subscription, (_, _) -> message));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return touched.values().stream().mapToLong(Long::longValue).max().orElse(seen);
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a subscription has as many streams as it may have. */
    boolean isFull(long subscription, int most) {
        lock.lock();
        try {
            return streams.getOrDefault(subscription, 0) >= most;
        } finally {
            lock.unlock();
        }
    }

    /** Begins a stream of a subscription, unless it has as many as it may have. */
    boolean tryOpen(long subscription, int most) {
        lock.lock();
        try {
            if (streams.getOrDefault(subscription, 0) >= most) {
                return false;
            }
            streams.merge(subscription, 1, Integer::sum);
            newest.putIfAbsent(subscription, 0L);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a stream of a subscription. */
    void close(long subscription) {
        lock.lock();
        try {
            if (streams.merge(subscription, -1, Integer::sum) == 0) {
                streams.remove(subscription);
                newest.remove(subscription);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a subscription may have a message behind one; returns whether it has none after some time. */
    boolean isQuiet(long subscription, long after, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!ended && newest.getOrDefault(subscription, 0L) <= after && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !ended && newest.getOrDefault(subscription, 0L) <= after;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the program ends. */
    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
