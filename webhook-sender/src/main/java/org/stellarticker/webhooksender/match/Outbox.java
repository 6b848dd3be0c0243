package org.stellarticker.webhooksender.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.NewDelivery;

/** Stores the messages of one transaction, with only some of them in memory: one trade may concern thousands of subscriptions. */
final class Outbox {

    private static final int BATCH = 1_000;

    private final DeliveryStore deliveries = new DeliveryStore();
    private final Transaction tx;
    private final Instant now;
    private final List<NewDelivery> batch = new ArrayList<>();
    private int added;

    Outbox(Transaction tx, Instant now) {
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

    /** Stores what is still in memory. */
    void flush() {
        added += deliveries.add(tx, batch, now);
        batch.clear();
    }

    /** Returns how many messages were new. */
    int added() {
        return added;
    }
}
