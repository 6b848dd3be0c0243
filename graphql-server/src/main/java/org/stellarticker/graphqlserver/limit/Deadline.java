package org.stellarticker.graphqlserver.limit;

import graphql.ExecutionInput;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Ends queries that take too long; what was read for them by then is in vain. */
public final class Deadline implements AutoCloseable {

    private final Duration most;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadline").factory());

    public Deadline(Duration most) {
        this.most = most;
    }

    /** Does the work; when it is not done in time, the query is told to end at its next field. */
    public <T> T within(ExecutionInput query, Supplier<T> work) {
        Future<?> end = timer.schedule(query::cancel, most.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
