package org.stellarticker.graphqlserver.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.account.KeyUsageStore;
import org.stellarticker.db.account.KeyUsageStore.Counted;
import org.stellarticker.db.account.KeyUsageStore.Grant;
import org.stellarticker.graphqlserver.database.DatabaseAway;

/**
 * Counts the requests of each key against its quota. All servers share a quota by taking parts of it ahead: together they
 * never answer more. What they answered is written by {@link #run}, in batches.
 */
public final class Quotas implements Task, AutoCloseable {

    /** How often what was counted is written. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    /** A key that rests for as long is forgotten, when all of its counts are written. */
    private static final Duration REST = Duration.ofMinutes(5);

    private final AccountDatabase database;
    private final KeyUsageStore usage = new KeyUsageStore();
    private final Map<Long, Counter> counters = new ConcurrentHashMap<>();

    public Quotas(AccountDatabase database) {
        this.database = database;
    }

    /**
     * What was decided about a request.
     *
     * @param admitted whether the quota had room for it
     * @param remaining how many more it has, as far as this server knows
     * @param reset the time until the quota is whole again
     */
    public record Decision(boolean admitted, int remaining, Duration reset) {}

    /** The counts of one key in the current minute. */
    private static final class Counter {
        private final ReentrantLock lock = new ReentrantLock();
        private Instant minute = Instant.EPOCH;
        private long endNanos = System.nanoTime();
        private int own;
        private int left;
        private int used;
        private int refused;
        private final List<Counted> before = new ArrayList<>();

        boolean isOver() {
            return endNanos - System.nanoTime() <= 0;
        }
    }

    /**
     * Takes a request of a key into account.
     *
     * @throws DatabaseAway when a part of the quota is needed, and the database does not answer
     */
    public Decision take(Caller caller) {
        Counter counter = counters.computeIfAbsent(caller.keyId(), _ -> new Counter());
        counter.lock.lock();
        try {
            if (counter.isOver() || (counter.own == 0 && counter.left > 0)) {
                take(caller, counter);
            }
            boolean admitted = counter.own > 0;
            if (admitted) {
                counter.own--;
                counter.used++;
            } else {
                counter.refused++;
            }
            long nanos = Math.max(0, counter.endNanos - System.nanoTime());
            return new Decision(admitted, counter.own + counter.left, Duration.ofNanos(nanos));
        } finally {
            counter.lock.unlock();
        }
    }

    private void take(Caller caller, Counter counter) {
        Grant grant = database.transaction(tx -> usage.take(tx, caller.keyId(), caller.quotaPerMinute()));
        if (!grant.minute().equals(counter.minute)) {
            keep(caller.keyId(), counter);
            counter.own = 0;
        }
        counter.minute = grant.minute();
        counter.endNanos = System.nanoTime() + grant.ends().toNanos();
        counter.own += grant.requests();
        counter.left = grant.left();
    }

    private static void keep(long keyId, Counter counter) {
        if (counter.used + counter.refused > 0) {
            counter.before.add(new Counted(keyId, counter.minute, counter.used, counter.refused));
        }
        counter.used = 0;
        counter.refused = 0;
    }

    /** Writes what was counted since the last time; while the database is away, it is kept. */
    @Override
    public void run() {
        var counts = new ArrayList<Counted>();
        counters.forEach((keyId, counter) -> {
            counter.lock.lock();
            try {
                keep(keyId, counter);
                counts.addAll(counter.before);
                counter.before.clear();
            } finally {
                counter.lock.unlock();
            }
        });
        counters.values().removeIf(counter -> counter.endNanos - System.nanoTime() < -REST.toNanos());
        if (!counts.isEmpty()) {
            write(counts);
        }
    }

    private void write(List<Counted> counts) {
        try {
            database.transaction(tx -> {
                usage.add(tx, counts);
                return true;
            });
        } catch (DatabaseAway later) {
            counts.forEach(count -> {
                Counter counter = counters.computeIfAbsent(count.keyId(), _ -> new Counter());
                counter.lock.lock();
                try {
                    counter.before.add(count);
                } finally {
                    counter.lock.unlock();
                }
            });
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        run();
    }
}
