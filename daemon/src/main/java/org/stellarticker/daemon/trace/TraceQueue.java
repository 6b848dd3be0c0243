package org.stellarticker.daemon.trace;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does beside a program's work what only its traces need, in its order, so that the work never waits for it. What comes while
 * too much waits is left out.
 */
public final class TraceQueue {

    private static final int MOST_WAITING = 100;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("traces").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    public TraceQueue() {
        thread.allowCoreThreadTimeOut(true);
    }

    public void add(Runnable task) {
        thread.execute(task);
    }
}
