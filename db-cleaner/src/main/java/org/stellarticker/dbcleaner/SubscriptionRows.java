package org.stellarticker.dbcleaner;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.db.Database;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.ReplayStore;
import org.stellarticker.db.subscription.SubscriptionStore;

/** Deletes messages that are old or too many, replays that are done, and subscriptions that were deleted long ago. */
final class SubscriptionRows {

    private static final int BATCH = 10_000;

    private static final String DELIVERY = "delivery";
    private static final String REPLAY_REQUEST = "replay_request";
    private static final String SUBSCRIPTION = "subscription";

    /** The tables whose rows it deletes; what refers to them goes with them. */
    static final List<String> TABLES = List.of(DELIVERY, REPLAY_REQUEST, SUBSCRIPTION);

    /**
     * How many messages are kept that do not wait.
     *
     * @param subscription of one subscription
     * @param account of all subscriptions of an account
     */
    record Bounds(long subscription, long account) {

        static final Bounds USUAL = new Bounds(Retention.SUBSCRIPTION_MESSAGES, Retention.ACCOUNT_MESSAGES);
    }

    private final Database database;
    private final Bounds bounds;
    private final DeliveryStore deliveries = new DeliveryStore();
    private final BacklogStore backlog = new BacklogStore();
    private final ReplayStore replays = new ReplayStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();

    SubscriptionRows(Database database) {
        this(database, Bounds.USUAL);
    }

    SubscriptionRows(Database database, Bounds bounds) {
        this.database = database;
        this.bounds = bounds;
    }

    /** Deletes what is past its retention, and adds the numbers of rows by table. */
    void delete(Map<String, Long> rows, Instant now) {
        Instant before = now.minus(Retention.DELIVERIES);
        Instant deletedBefore = now.minus(Retention.DELETED_SUBSCRIPTION);
        long messages = inBatches(tx -> backlog.deleteOfDeleted(tx, deletedBefore, BATCH))
                + inBatches(tx -> deliveries.deleteBefore(tx, before, BATCH))
                + deleteBeyondBounds();
        rows.put(DELIVERY, messages);
        rows.put(REPLAY_REQUEST, (long) database.transaction(tx -> replays.deleteBefore(tx, before)));
        rows.put(SUBSCRIPTION, (long) database.transaction(tx -> subscriptions.removeDeletedBefore(tx, before)));
    }

    /** Deletes the oldest messages of subscriptions that have too many, then those of accounts that still have. */
    private long deleteBeyondBounds() {
        long deleted = 0;
        Map<Long, Map<Long, Long>> byAccount = new HashMap<>();
        for (BacklogStore.Count count : database.snapshot(backlog::countKept)) {
            long excess = Math.max(0, count.messages() - bounds.subscription());
            deleted += deleteOldest(List.of(count.subscriptionId()), excess);
            byAccount
                    .computeIfAbsent(count.accountId(), _ -> new HashMap<>())
                    .put(count.subscriptionId(), count.messages() - excess);
        }
        for (Map<Long, Long> counts : byAccount.values()) {
            long all = counts.values().stream().mapToLong(Long::longValue).sum();
            deleted += deleteOldest(List.copyOf(counts.keySet()), all - bounds.account());
        }
        return deleted;
    }

    private long deleteOldest(List<Long> of, long excess) {
        long all = 0;
        while (all < excess && !Thread.currentThread().isInterrupted()) {
            int most = Math.toIntExact(Math.min(BATCH, excess - all));
            int some = database.transaction(tx -> backlog.deleteOldest(tx, of, most));
            all += some;
            if (some < most) {
                break;
            }
        }
        return all;
    }

    private long inBatches(Database.Work<Integer> batch) {
        long all = 0;
        int some = BATCH;
        while (some == BATCH && !Thread.currentThread().isInterrupted()) {
            some = database.transaction(batch);
            all += some;
        }
        return all;
    }
}
