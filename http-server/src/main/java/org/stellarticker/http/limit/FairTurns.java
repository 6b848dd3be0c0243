package org.stellarticker.http.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.http.limit.TooBusy.Reason;

/**
 * Limits how many requests run at once, because a large answer takes some ten megabytes while it is made. The others
 * wait in one queue for each client, and the clients take turns: a client with a thousand requests delays only itself.
 */
public final class FairTurns {

    /**
     * The bounds of a queue.
     *
     * @param running the requests that run at once; one more may run for a client that has none running
     * @param waiting the requests of all clients that wait; when there are more, the client with most of them loses its
     *     newest
     * @param waitingOfOne the requests of one client that wait
     * @param timeout how long a request may wait
     */
    public record Bounds(int running, int waiting, int waitingOfOne, Duration timeout) {}

    private final String name;
    private final Bounds bounds;
    private final ReentrantLock lock = new ReentrantLock();
    /** The clients that wait, in the order of their turns. */
    private final Map<String, Deque<Waiter>> queues = new LinkedHashMap<>();

    private final Map<String, Integer> runningByClient = new HashMap<>();
    private int running;
    private int waiting;

    /** @param name of the queue, for its metric */
    public FairTurns(String name, Bounds bounds) {
        this.name = name;
        this.bounds = bounds;
    }

    public String name() {
        return name;
    }

    public Bounds bounds() {
        return bounds;
    }

    private enum Outcome {
        WAITS,
        RUNS,
        DISPLACED
    }

    private final class Waiter {
        private final Condition decided = lock.newCondition();
        private Outcome outcome = Outcome.WAITS;
    }

    /**
     * Waits for the client's turn. The caller ends it by {@link #end}.
     *
     * @throws TooBusy when the turn does not come; there is nothing to end then
     */
    public void begin(String client) throws TooBusy, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting == 0 && isFreeFor(client)) {
                start(client);
                return;
            }
            makeRoom(client);
            await(client, queued(client));
        } finally {
            lock.unlock();
        }
    }

    /** Ends the turn, and begins that of the next client. */
    public void end(String client) {
        lock.lock();
        try {
            running--;
            runningByClient.computeIfPresent(client, (name, count) -> count == 1 ? null : count - 1);
            startNext();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFreeFor(String client) {
        return running < bounds.running || (running == bounds.running && !runningByClient.containsKey(client));
    }

    private void start(String client) {
        running++;
        runningByClient.merge(client, 1, Integer::sum);
    }

    private void startNext() {
        for (var next = nextQueue(); next.isPresent(); next = nextQueue()) {
            String client = next.get().getKey();
            Deque<Waiter> queue = next.get().getValue();
            queues.remove(client);
            Waiter first = queue.removeFirst();
            if (!queue.isEmpty()) {
                queues.put(client, queue);
            }
            waiting--;
            start(client);
            decide(first, Outcome.RUNS);
        }
    }

    private Optional<Map.Entry<String, Deque<Waiter>>> nextQueue() {
        return queues.entrySet().stream()
                .filter(queue -> isFreeFor(queue.getKey()))
                .findFirst();
    }

    private void makeRoom(String client) throws TooBusy {
        int own = waitingOf(client);
        if (own >= bounds.waitingOfOne) {
            throw new TooBusy(Reason.CLIENT);
        }
        if (waiting < bounds.waiting) {
            return;
        }
        var greediest = queues.entrySet().stream()
                .filter(queue -> queue.getValue().size() > own + 1)
                .max(Comparator.comparingInt(queue -> queue.getValue().size()))
                .orElseThrow(() -> new TooBusy(Reason.ALL));
        Waiter newest = greediest.getValue().getLast();
        leave(greediest.getKey(), newest);
        decide(newest, Outcome.DISPLACED);
    }

    private int waitingOf(String client) {
        Deque<Waiter> queue = queues.get(client);
        return queue == null ? 0 : queue.size();
    }

    private Waiter queued(String client) {
        var waiter = new Waiter();
        queues.computeIfAbsent(client, first -> new ArrayDeque<>()).addLast(waiter);
        waiting++;
        startNext();
        return waiter;
    }

    private void await(String client, Waiter waiter) throws TooBusy, InterruptedException {
        long left = bounds.timeout.toNanos();
        try {
            while (waiter.outcome == Outcome.WAITS && left > 0) {
                left = waiter.decided.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            if (waiter.outcome == Outcome.RUNS) {
                end(client);
            }
            throw stopped;
        } finally {
            if (waiter.outcome == Outcome.WAITS) {
                leave(client, waiter);
            }
        }
        switch (waiter.outcome) {
            case RUNS -> {
                // It is its turn.
            }
            case WAITS -> throw new TooBusy(Reason.ALL);
            case DISPLACED -> throw new TooBusy(Reason.CLIENT);
        }
    }

    private void leave(String client, Waiter waiter) {
        Deque<Waiter> queue = queues.get(client);
        if (queue != null && queue.remove(waiter)) {
            waiting--;
            if (queue.isEmpty()) {
                queues.remove(client);
            }
        }
    }

    private static void decide(Waiter waiter, Outcome outcome) {
        waiter.outcome = outcome;
        waiter.decided.signal();
    }

    /** Returns how many requests wait. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
