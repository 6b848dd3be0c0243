package org.stellarticker.webhooksender.send;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The subscriptions that have messages to send, and whose turn it is. The messages themselves are in the database; here is only
 * when the next one of each subscription is due.
 */
final class Queues {

    /** Messages of a subscription that are sent at a time; of an ordered one it is one. */
    private static final int MOST_EACH = 8;

    /** Subscriptions that are asked for messages at a time. */
    private static final int MOST_ASKED = 256;

    private final Receivers receivers;
    private final TreeMap<Long, Queue> byId = new TreeMap<>();
    private long lastServed;

    Queues(Receivers receivers) {
        this.receivers = receivers;
    }

    private static final class Queue {
        private Optional<Instant> due = Optional.empty();
        private Optional<String> authority = Optional.empty();
        private boolean ordered;
        private int inFlight;
    }

    /** Says that subscriptions may have something to send now. */
    void stir(Collection<Long> subscriptions, Instant now) {
        subscriptions.forEach(id -> byId.computeIfAbsent(id, _ -> new Queue()).due = Optional.of(now));
    }

    /** Says when the next message of some subscriptions is due; those that are not named have none. */
    void schedule(Collection<Long> subscriptions, Map<Long, Instant> next) {
        for (Long id : subscriptions) {
            Queue queue = byId.get(id);
            if (queue != null) {
                queue.due = Optional.ofNullable(next.get(id));
                forget(id, queue);
            }
        }
    }

    private void forget(long id, Queue queue) {
        if (queue.due.isEmpty() && queue.inFlight == 0) {
            byId.remove(id);
        }
    }

    /** Chooses whose turn it is, and how many messages of each may be sent. The next choice begins behind the last one. */
    Map<Long, Integer> plan(Instant now) {
        var most = new LinkedHashMap<Long, Integer>();
        var planned = new HashMap<String, Integer>();
        int free = receivers.free();
        var turns = new LinkedHashMap<>(byId.tailMap(lastServed, /* inclusive= */ false));
        turns.putAll(byId.headMap(lastServed, /* inclusive= */ true));
        for (var turn : turns.entrySet()) {
            if (free == 0 || most.size() == MOST_ASKED) {
                break;
            }
            Queue queue = turn.getValue();
            if (queue.due.filter(at -> !at.isAfter(now)).isPresent()) {
                int wanted = Math.min(free, (queue.ordered ? 1 : MOST_EACH) - queue.inFlight);
                wanted = queue.authority.isPresent()
                        ? Math.min(wanted, freeOf(queue.authority.get(), planned))
                        : Math.min(wanted, 1);
                if (wanted > 0) {
                    most.put(turn.getKey(), wanted);
                    queue.authority.ifPresent(authority -> planned.merge(authority, 1, Integer::sum));
                    free -= wanted;
                    lastServed = turn.getKey();
                }
            }
        }
        return most;
    }

    /** Servers with many subscriptions: each that has its turn leaves a place for the others. */
    private int freeOf(String authority, Map<String, Integer> planned) {
        return receivers.free(authority) - planned.getOrDefault(authority, 0);
    }

    /** Notes that a message is being sent, when its server has a place for it. */
    boolean tryStart(long subscription, String authority, boolean ordered) {
        Queue queue = byId.computeIfAbsent(subscription, _ -> new Queue());
        queue.authority = Optional.of(authority);
        queue.ordered = ordered;
        if (!receivers.tryTake(authority)) {
            return false;
        }
        queue.inFlight++;
        return true;
    }

    /** Notes what came of a message; the subscription may have another one now. */
    void end(long subscription, String authority, boolean answered, Instant now) {
        receivers.release(authority, answered);
        Queue queue = byId.computeIfAbsent(subscription, _ -> new Queue());
        queue.inFlight = Math.max(0, queue.inFlight - 1);
        queue.due = Optional.of(now);
    }

    /** Forgets what is to be sent; what is being sent stays counted. */
    void clear() {
        byId.values().forEach(queue -> queue.due = Optional.empty());
        byId.values().removeIf(queue -> queue.inFlight == 0);
    }

    /** Returns when the next message is due for which there may be a place; empty when there is none. */
    Optional<Instant> nextDue() {
        return byId.values().stream()
                .filter(queue -> queue.inFlight < (queue.ordered ? 1 : MOST_EACH)
                        && queue.authority.map(receivers::free).orElse(1) > 0)
                .flatMap(queue -> queue.due.stream())
                .min(Instant::compareTo);
    }
}
