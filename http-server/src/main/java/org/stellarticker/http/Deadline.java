package org.stellarticker.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The time until which a request has to be answered. */
public final class Deadline {

    private final long endNanos;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean expired;

    Deadline(Duration time) {
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** Returns the time that is left; zero when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /**
     * Has work ended when time is over, at once when it already is. The one who ends it answers the request then;
     * without such an action, the kernel refuses it.
     */
    public void onExpiry(Runnable endWork) {
        synchronized (actions) {
            if (!expired) {
                actions.add(endWork);
                return;
            }
        }
        endWork.run();
    }

    /** Runs the actions; returns whether there are any. */
    boolean expire() {
        List<Runnable> due;
        synchronized (actions) {
            expired = true;
            due = List.copyOf(actions);
        }
        due.forEach(Runnable::run);
        return !due.isEmpty();
    }
}
