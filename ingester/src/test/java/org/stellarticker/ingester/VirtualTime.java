package org.stellarticker.ingester;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.Task;

/** A clock and schedule for whole programs under test: the test moves the time on once all threads started here wait. */
final class VirtualTime extends Clock {

    /** A thread that waits in so many checks in a row waits for the clock, and not for a response. */
    private static final int CHECKS = 3;

    private static final long CHECK_INTERVAL = Duration.ofMillis(1).toNanos();

    private final Instant startedAt;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private volatile Instant now;

    VirtualTime(Instant now) {
        this.startedAt = now;
        this.now = now;
    }

    long nanos() {
        return Duration.between(startedAt, now).toNanos();
    }

    void start(String name, Task task) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                task.run();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } catch (Throwable thrown) {
                fault.compareAndSet(null, thrown);
            }
        }));
    }

    /** Runs a task at an interval and returns an action that wakes it at once. */
    Runnable every(Duration interval, String name, Stop stop, Task task) {
        var woken = new boolean[1];
        start(name, () -> {
            Instant due = now;
            while (!stop.requested()) {
                synchronized (this) {
                    while (now.isBefore(due) && !woken[0]) {
                        wait();
                    }
                    woken[0] = false;
                }
                due = now.isBefore(due) ? due : now.plus(interval);
                task.run();
            }
        });
        return () -> {
            synchronized (this) {
                woken[0] = true;
                notifyAll();
            }
        };
    }

    synchronized void advance(Duration length) {
        now = now.plus(length);
        notifyAll();
    }

    /** Waits until all threads wait. */
    void awaitRest() {
        int waiting = 0;
        while (waiting < CHECKS) {
            LockSupport.parkNanos(CHECK_INTERVAL);
            waiting = threads.stream().allMatch(VirtualTime::isWaiting) ? waiting + 1 : 0;
        }
        Throwable thrown = fault.get();
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        };
    }

    void end() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
