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

/** The time that a test says it is, for whole programs: it moves on once all threads that were started here rest. */
final class VirtualTime extends Clock {

    /** A thread that waits for longer than it takes to look so often does not wait for an answer. */
    private static final int LOOKS = 3;

    private static final long BETWEEN_LOOKS = Duration.ofMillis(1).toNanos();

    private final Instant begun;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private volatile Instant now;

    VirtualTime(Instant now) {
        this.begun = now;
        this.now = now;
    }

    long nanos() {
        return Duration.between(begun, now).toNanos();
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

    /** @return wakes it */
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

    /** Waits until no thread does anything but wait. */
    void awaitRest() {
        int resting = 0;
        while (resting < LOOKS) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            resting = threads.stream().allMatch(VirtualTime::rests) ? resting + 1 : 0;
        }
        Throwable thrown = fault.get();
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
    }

    private static boolean rests(Thread thread) {
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
