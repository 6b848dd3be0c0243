package org.stellarticker.dbcleaner;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.stellarticker.db.Database;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.ReplayStore;
import org.stellarticker.db.subscription.SubscriptionStore;

/** Deletes old messages that do not wait, replays that are done, and subscriptions that were deleted long ago. */
final class SubscriptionRows {

    private static final int BATCH = 10_000;

    private static final String DELIVERY = "delivery";
    private static final String REPLAY_REQUEST = "replay_request";
    private static final String SUBSCRIPTION = "subscription";

    /** The tables whose rows it deletes; what refers to them goes with them. */
    static final List<String> TABLES = List.of(DELIVERY, REPLAY_REQUEST, SUBSCRIPTION);

    private final Database database;
    private final DeliveryStore deliveries = new DeliveryStore();
    private final ReplayStore replays = new ReplayStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();

    SubscriptionRows(Database database) {
        this.database = database;
    }

    /** Deletes what is past its retention, and adds the numbers of rows by table. */
    void delete(Map<String, Long> rows, Instant now) {
        Instant before = now.minus(Retention.DELIVERIES);
        rows.put(DELIVERY, deleteMessages(before));
        rows.put(REPLAY_REQUEST, (long) database.transaction(tx -> replays.deleteBefore(tx, before)));
        rows.put(SUBSCRIPTION, (long) database.transaction(tx -> subscriptions.removeDeletedBefore(tx, before)));
    }

    private long deleteMessages(Instant before) {
        long all = 0;
        int some = BATCH;
        while (some == BATCH && !Thread.currentThread().isInterrupted()) {
            some = database.transaction(tx -> deliveries.deleteBefore(tx, before, BATCH));
            all += some;
        }
        return all;
    }
}
