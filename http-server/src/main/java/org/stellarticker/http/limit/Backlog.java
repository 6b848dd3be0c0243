package org.stellarticker.http.limit;

import java.time.Duration;

/**
 * Judges by time whether a client is too slow. After a burst, much may wait for a client that takes what it can; when more
 * than usual waits for long, the client cannot follow. Safe for use by many threads.
 */
public final class Backlog {

    /**
     * How much may wait.
     *
     * @param usual what may always wait
     * @param most what may wait for {@code timeout} after a burst
     */
    public record Bounds(long usual, long most, Duration timeout) {}

    private final Bounds bounds;
    private long waiting;
    /** When more than usual began to wait, by {@link System#nanoTime}. */
    private long since;

    public Backlog(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Adds what begins to wait.
     *
     * @return whether the client keeps up; nothing was added when it does not
     */
    public synchronized boolean add(long size) {
        long now = System.nanoTime();
        boolean behind = waiting > bounds.usual;
        if (waiting + size > bounds.most || (behind && now - since > bounds.timeout.toNanos())) {
            return false;
        }
        if (!behind) {
            since = now;
        }
        waiting += size;
        return true;
    }

    /** Takes off what the client took. */
    public synchronized void take(long size) {
        waiting -= size;
    }
}
