package org.stellarticker.loadtest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The load test of this process. Gatling makes the simulation itself, which finds here what it is to do. */
final class Run {

    private static @Nullable Run current;

    private final Plan plan;
    private final @Nullable Markets markets;
    private final Measured measured = new Measured();
    private final AtomicInteger traders = new AtomicInteger();
    private final String name = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private volatile long begin;

    private Run(Plan plan, @Nullable Markets markets) {
        this.plan = plan;
        this.markets = markets;
    }

    static Run begin(Plan plan, @Nullable Markets markets) {
        current = new Run(plan, markets);
        return current;
    }

    static Run current() {
        if (current == null) {
            throw new IllegalStateException("no load test was begun");
        }
        return current;
    }

    Plan plan() {
        return plan;
    }

    Measured measured() {
        return measured;
    }

    Trader trader() {
        if (markets == null) {
            throw new IllegalStateException("a load test of a file has no traders");
        }
        return new Trader(traders.incrementAndGet(), name, markets.all());
    }

    /** All users begin to connect now. Lines of the output say when orders begin and end, for who measures the programs. */
    void connecting() {
        begin = System.nanoTime() + plan.ramp().toNanos();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(plan.ramp());
                System.out.println("ORDERS BEGIN");
                Thread.sleep(plan.duration());
                System.out.println("ORDERS END");
            } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Returns how long a user that is connected now waits, so that all users' steps are spread evenly. */
    Duration untilStep(double phase) {
        long wait = begin - System.nanoTime() + (long) (plan.period().toNanos() * phase);
        return Duration.ofNanos(Math.max(0, wait));
    }

    /** Whether orders are still placed. */
    boolean isOn() {
        return System.nanoTime() - begin < plan.duration().toNanos();
    }
}
