package org.stellarticker.db.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** The waiting messages, as their sender needs them: what waits is here, and only what is being sent is in its memory. */
public final class DueDeliveryStore {

    private static final String STIRRED = Sql.of(DueDeliveryStore.class, "stirred");
    private static final String DUE = Sql.of(DueDeliveryStore.class, "due");
    private static final String NEXT_DUE = Sql.of(DueDeliveryStore.class, "next-due");
    private static final String SAVE = Sql.of(DueDeliveryStore.class, "save-sent");
    private static final String SAVE_ATTEMPTS = Sql.of(DueDeliveryStore.class, "save-attempts");
    private static final String SAVE_ENDPOINTS = Sql.of(DueDeliveryStore.class, "save-endpoints");
    private static final String DISABLE = Sql.of(DueDeliveryStore.class, "disable");
    private static final String DISABLE_DELIVERIES = Sql.of(DueDeliveryStore.class, "disable-deliveries");

    /** Up to where the sender has seen what gives it something to send: new messages, replays, and changed subscriptions. */
    public record Seen(long delivery, long replay, long revision) {

        /** Before all. */
        public static final Seen NOTHING = new Seen(0, 0, 0);
    }

    /** @param subscriptions those that may have something to send */
    public record Stirred(Set<Long> subscriptions, Seen seen) {}

    /** Returns the subscriptions that may have something to send which they had not before. */
    public Stirred stirred(Transaction tx, Seen seen) {
        var subscriptions = new HashSet<Long>();
        var to = new long[] {seen.delivery(), seen.replay(), seen.revision()};
        tx.listReplanned(
                STIRRED,
                columns -> {
                    int source = columns.getInt("source");
                    to[source] = Math.max(to[source], columns.getLong("newest"));
                    return subscriptions.add(columns.getLong("subscription_id"));
                },
                seen.delivery(),
                seen.replay(),
                seen.revision());
        return new Stirred(subscriptions, new Seen(to[0], to[1], to[2]));
    }

    /** Returns the position at which nothing was seen yet but is waiting: all subscriptions with waiting messages. */
    public Stirred waiting(Transaction tx) {
        Seen seen = tx.get(
                """
                select (select coalesce(max(id), 0) from delivery) as delivery,
                    (select coalesce(max(number), 0) from replay_result) as replay,
                    (select revision from subscription_revision) as revision
                """,
                columns ->
                        new Seen(columns.getLong("delivery"), columns.getLong("replay"), columns.getLong("revision")));
        return new Stirred(Set.copyOf(tx.listReplanned("""
                        select id from subscription
                        where exists (
                            select from delivery where subscription_id = subscription.id and state = 'waiting')
                        """, columns -> columns.getLong(1))), seen);
    }

    /**
     * Lists messages that are due.
     *
     * @param most how many of each subscription, at most; of an ordered one the first that waits, or none
     * @param inFlight ids of messages that are being sent
     */
    public List<DueDelivery> due(Transaction tx, Map<Long, Integer> most, Collection<Long> inFlight, Instant now) {
        var ids = List.copyOf(most.keySet());
        long[] flying = inFlight.stream().mapToLong(Long::longValue).toArray();
        return tx.listReplanned(
                DUE,
                DueDeliveryStore::read,
                ids.stream().mapToLong(Long::longValue).toArray(),
                ids.stream().mapToInt(id -> most.getOrDefault(id, 0)).toArray(),
                now,
                flying,
                now,
                flying);
    }

    private static DueDelivery read(ResultSet columns) throws SQLException {
        return new DueDelivery(
                columns.getLong("id"),
                columns.getLong("subscription_id"),
                Columns.text(columns, "message"),
                Columns.text(columns, "payload"),
                columns.getInt("attempts"),
                columns.getInt("tries"),
                new Webhook(
                        Columns.text(columns, "url"), columns.getBoolean("ordered"), SubscriptionRow.secrets(columns)));
    }

    /** Maps subscriptions to when their next message is due; those with none that may be sent are left out. */
    public Map<Long, Instant> nextDue(Transaction tx, Collection<Long> subscriptions, Collection<Long> inFlight) {
        var next = new HashMap<Long, Instant>();
        long[] flying = inFlight.stream().mapToLong(Long::longValue).toArray();
        tx.listReplanned(
                NEXT_DUE,
                columns -> next.put(columns.getLong("subscription_id"), Columns.instant(columns, "next_at")),
                subscriptions.stream().mapToLong(Long::longValue).toArray(),
                flying,
                flying);
        return next;
    }

    /** Saves what came of attempts, in their order, and how the receivers answer. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public void save(Transaction tx, List<SentDelivery> sent) {
        long[] ids = sent.stream().mapToLong(one -> one.delivery().id()).toArray();
        tx.updateReplanned(
                SAVE,
                ids,
                sent.stream().map(one -> one.state().word()).toArray(String[]::new),
                sent.stream().mapToLong(SentDelivery::endMicros).toArray(),
                sent.stream()
                        .map(one -> one.nextTry().map(DeliveryStore::micros).orElse(null))
                        .toArray(Long[]::new));
        tx.updateReplanned(
                SAVE_ATTEMPTS,
                ids,
                sent.stream().mapToInt(one -> one.attempt().attempt()).toArray(),
                sent.stream()
                        .mapToLong(one -> DeliveryStore.micros(one.attempt().attemptedAt()))
                        .toArray(),
                sent.stream().mapToInt(one -> one.attempt().millis()).toArray(),
                sent.stream()
                        .map(one -> one.attempt().status().isPresent()
                                ? one.attempt().status().getAsInt()
                                : null)
                        .toArray(Integer[]::new),
                sent.stream().map(one -> one.attempt().problem()).toArray(String[]::new));
        var last = new HashMap<Long, SentDelivery>();
        sent.forEach(one -> last.put(one.delivery().subscriptionId(), one));
        var ends = List.copyOf(last.values());
        tx.updateReplanned(
                SAVE_ENDPOINTS,
                ends.stream().mapToLong(one -> one.delivery().subscriptionId()).toArray(),
                ends.stream().mapToLong(SentDelivery::endMicros).toArray(),
                ends.stream().map(one -> one.attempt().problem()).toArray(String[]::new));
    }

    /**
     * Disables the endpoints whose attempts have failed for so long, up to the last one, and gives up what waits for them.
     *
     * @return their subscriptions
     */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public List<Long> disable(Transaction tx, Duration failing, Instant now) {
        List<Long> disabled = tx.listReplanned(DISABLE, columns -> columns.getLong(1), now, failing.toSeconds());
        if (!disabled.isEmpty()) {
            tx.updateReplanned(
                    DISABLE_DELIVERIES,
                    now,
                    disabled.stream().mapToLong(Long::longValue).toArray());
        }
        return disabled;
    }
}
