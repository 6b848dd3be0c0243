package org.stellarticker.webhooksender.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.NewDelivery;

/** Stores the messages of one transaction, with only some of them in memory: one trade may concern thousands of subscriptions. */
final class Outbox {

    private static final int BATCH = 1_000;

    private final DeliveryStore deliveries = new DeliveryStore();
    private final BacklogStore drops = new BacklogStore();
    private final Map<Long, Integer> dropped = new HashMap<>();
    private final Backlog backlog;
    private final Transaction tx;
    private final Instant now;
    private final List<NewDelivery> batch = new ArrayList<>();
    private int added;

    Outbox(Backlog backlog, Transaction tx, Instant now) {
        this.backlog = backlog;
        this.tx = tx;
        this.now = now;
    }

    /**
     * What happened.
     *
     * @param key the same for the same event; it makes the message's id
     * @param pairId the market concerned; empty without one
     */
    record Occurrence(String key, OptionalInt pairId, Instant happenedAt) {}

    void add(EventSubscription to, Occurrence what, String payload) {
        add(to, what, to.filter().type().word(), payload);
    }

    void add(EventSubscription to, Occurrence what, String type, String payload) {
        if (!backlog.takes(to, what.happenedAt())) {
            dropped.merge(to.id(), 1, Integer::sum);
            return;
        }
        batch.add(new NewDelivery(
                to.id(),
                what.key(),
                type,
                what.pairId(),
                what.happenedAt(),
                payload,
                to.webhook().isEmpty()));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Stores what is left, and what was dropped because too many messages wait. */
    void end() {
        flush();
        drops.drop(tx, dropped, now);
    }

    private void flush() {
        added += deliveries.add(tx, batch, now);
        batch.clear();
    }

    /** Returns how many messages were dropped. */
    int dropped() {
        return dropped.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns how many messages were new. */
    int added() {
        return added;
    }
}
