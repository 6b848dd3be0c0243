package org.stellarticker.db.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.db.AdvisoryLock;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Counts the messages that are there, because their number is bounded, and those that were dropped for it. */
public final class BacklogStore {

    private static final String RECOUNT = Sql.of(BacklogStore.class, "recount");
    private static final String SUM = Sql.of(BacklogStore.class, "sum-counts");
    private static final String DELETE_OF_DELETED = Sql.of(BacklogStore.class, "delete-of-deleted");

    /**
     * One sum or recount at a time: a statement that began before another's rows were committed would not see them, and leave them
     * beside its own.
     */
    private static final AdvisoryLock COUNTING = AdvisoryLock.of("delivery counts");

    /** How many messages of a subscription there are. */
    public record Count(long subscriptionId, long accountId, long messages) {}

    /**
     * Messages that were not stored.
     *
     * @param messages how many, since the subscription was made
     */
    public record Dropped(long messages, Instant firstAt, Instant lastAt) {}

    /** Lists how many messages of each subscription wait since they were made; what a replay set waiting was there before. */
    public List<Count> listWaiting(Transaction tx) {
        return tx.listReplanned("""
                select subscription_id, account_id, counted.messages
                from (
                    select subscription_id, sum(waiting) as messages
                    from delivery_count
                    group by subscription_id
                ) as counted
                join subscription on subscription.id = subscription_id
                where counted.messages > 0
                """, BacklogStore::read);
    }

    /** Returns how many messages wait, those of replays too. */
    public long sumWaiting(Transaction tx) {
        return tx.get(
                "select coalesce(sum(waiting + replayed), 0)::bigint from delivery_count",
                columns -> columns.getLong(1));
    }

    /** Counts all messages that wait anew, whatever was counted before. It takes a second for a million. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public void recount(Transaction tx) {
        COUNTING.lock(tx);
        tx.updateReplanned(RECOUNT);
    }

    /** Sums up what was counted since. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public void sumCounts(Transaction tx) {
        COUNTING.lock(tx);
        tx.updateReplanned(SUM);
    }

    /** Counts the messages of each subscription that do not wait. */
    public List<Count> countKept(Transaction tx) {
        return tx.listReplanned("""
                select subscription_id, account_id, kept.messages
                from (
                    select subscription_id, count(*) as messages
                    from delivery
                    where state <> 'waiting'
                    group by subscription_id
                ) as kept
                join subscription on subscription.id = subscription_id
                """, BacklogStore::read);
    }

    private static Count read(ResultSet columns) throws SQLException {
        return new Count(
                columns.getLong("subscription_id"), columns.getLong("account_id"), columns.getLong("messages"));
    }

    /** Adds to what was dropped, by subscription. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public void drop(Transaction tx, Map<Long, Integer> messages, Instant now) {
        if (messages.isEmpty()) {
            return;
        }
        var ids = List.copyOf(messages.keySet());
        tx.update(
                """
                insert into subscription_dropped as known (subscription_id, messages, first_at, last_at)
                select id, messages, ?, ?
                from unnest(?::bigint[], ?::integer[]) as dropped (id, messages)
                on conflict (subscription_id) do update
                set messages = known.messages + excluded.messages, last_at = excluded.last_at
                """,
                now,
                now,
                ids.stream().mapToLong(Long::longValue).toArray(),
                ids.stream().mapToInt(id -> messages.getOrDefault(id, 0)).toArray());
    }

    /** Finds what was dropped of a subscription's messages; empty when none was. */
    public Optional<Dropped> findDropped(Transaction tx, long subscriptionId) {
        return tx.find(
                "select * from subscription_dropped where subscription_id = ?",
                columns -> new Dropped(
                        columns.getLong("messages"),
                        Columns.instant(columns, "first_at"),
                        Columns.instant(columns, "last_at")),
                subscriptionId);
    }

    /**
     * Deletes the oldest messages of some subscriptions that do not wait.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteOldest(Transaction tx, List<Long> subscriptions, int most) {
        return tx.updateReplanned(
                """
                delete from delivery
                where id = any(array(
                    select oldest.id
                    from unnest(?::bigint[]) as given (subscription_id)
                    cross join lateral (
                        select id
                        from delivery
                        where delivery.subscription_id = given.subscription_id and state <> 'waiting'
                        order by id
                        limit ?
                    ) as oldest
                    order by oldest.id
                    limit ?
                ))
                """, subscriptions.stream().mapToLong(Long::longValue).toArray(), most, most);
    }

    /**
     * Deletes messages of subscriptions that were deleted before an instant; nobody can read them any more.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteOfDeleted(Transaction tx, Instant before, int most) {
        return tx.listReplanned(DELETE_OF_DELETED, columns -> columns.getInt(1), before, most)
                .getFirst();
    }
}
