package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** The queue of test deliveries and replays that owners asked for. */
public final class ReplayStore {

    /** The signal that something was asked for. */
    public static final String REQUESTED = "replay_requests";

    /** Adds a request and returns its id. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public long add(Transaction tx, ReplayRequest request) {
        long id = tx.get(
                """
                insert into replay_request (subscription_id, kind, delivery_id, from_time, to_time, requested_at)
                values (?, ?, ?, ?, ?, ?)
                returning id
                """,
                columns -> columns.getLong(1),
                request.subscriptionId(),
                request.test() ? "test" : "replay",
                request.deliveryId(),
                request.from(),
                request.to(),
                request.requestedAt());
        tx.get("select pg_notify(?, '')", _ -> true, REQUESTED);
        return id;
    }

    /** Returns how many requests of a subscription wait. */
    public int countWaiting(Transaction tx, long subscriptionId) {
        return tx.get("""
                select count(*)
                from replay_request
                where subscription_id = ?
                    and not exists (select from replay_result where request_id = replay_request.id and up_to is null)
                """, columns -> columns.getInt(1), subscriptionId);
    }

    /** Finds the oldest request that waits. */
    public Optional<ReplayRequest> findWaiting(Transaction tx) {
        List<ReplayRequest> oldest = tx.listReplanned(
                """
                select *
                from replay_request
                where not exists (select from replay_result where request_id = replay_request.id and up_to is null)
                order by id
                limit 1
                """,
                columns -> new ReplayRequest(
                        columns.getLong("id"),
                        columns.getLong("subscription_id"),
                        Columns.text(columns, "kind").equals("test"),
                        Optional.of(columns.getLong("delivery_id")).filter(id -> id > 0),
                        Columns.findInstant(columns, "from_time"),
                        Columns.findInstant(columns, "to_time"),
                        Columns.instant(columns, "requested_at")));
        return oldest.stream().findFirst();
    }

    /** Notes that a part of a request is done; it waits no more after the last one. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public void done(Transaction tx, ReplayRequest request, ReplayPart part, Instant now) {
        tx.update(
                "insert into replay_result (request_id, deliveries, up_to, done_at) values (?, ?, ?, ?)",
                request.id(),
                part.deliveries(),
                part.upTo(),
                now);
    }

    /** Deletes the requests from before an instant, with their results, and returns how many. */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before) {
        return tx.update("""
                delete from replay_request
                where requested_at < ?
                    and exists (select from replay_result where request_id = replay_request.id and up_to is null)
                """, before);
    }
}
