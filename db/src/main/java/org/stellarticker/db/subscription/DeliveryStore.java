package org.stellarticker.db.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the messages to subscribers: those that wait, and those of the past. */
public final class DeliveryStore {

    /** The signal that messages were added or are to be sent again. */
    public static final String CHANNEL = "deliveries";

    private static final String ADD = Sql.of(DeliveryStore.class, "add-deliveries");
    private static final String LIST = Sql.of(DeliveryStore.class, "list-deliveries");
    private static final String REPLAY = Sql.of(DeliveryStore.class, "replay");
    private static final String DELETE_BEFORE = Sql.of(DeliveryStore.class, "delete-before");

    /**
     * Adds messages, in the order in which their events happened; those that are there already are left as they are.
     *
     * @return how many were new
     */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public int add(Transaction tx, List<NewDelivery> messages, Instant now) {
        if (messages.isEmpty()) {
            return 0;
        }
        int added = tx.listReplanned(
                        ADD,
                        columns -> columns.getInt(1),
                        now,
                        now,
                        messages.stream().mapToLong(NewDelivery::subscriptionId).toArray(),
                        texts(messages, NewDelivery::message),
                        texts(messages, NewDelivery::type),
                        messages.stream()
                                .map(message -> message.pairId().isPresent()
                                        ? message.pairId().getAsInt()
                                        : null)
                                .toArray(Integer[]::new),
                        messages.stream()
                                .mapToLong(message -> micros(message.happenedAt()))
                                .toArray(),
                        texts(messages, NewDelivery::payload),
                        states(messages))
                .getFirst();
        if (added > 0) {
            signal(tx);
        }
        return added;
    }

    private static String[] texts(List<NewDelivery> messages, Function<NewDelivery, String> text) {
        return messages.stream().map(text).toArray(String[]::new);
    }

    private static String[] states(List<NewDelivery> messages) {
        return texts(messages, message -> (message.streamed() ? DeliveryState.STREAMED : DeliveryState.WAITING).word());
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static void signal(Transaction tx) {
        tx.get("select pg_notify(?, '')", _ -> true, CHANNEL);
    }

    /** Sets the next messages that a replay asks for waiting again, so many at most. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public ReplayPart replay(Transaction tx, ReplayRequest request, int most, Instant now) {
        List<ReplayPart> part = tx.listReplanned(
                REPLAY,
                columns -> new ReplayPart(
                        columns.getInt("deliveries"),
                        Optional.of(columns.getLong("up_to")).filter(id -> id > 0)),
                request.subscriptionId(),
                request.id(),
                request.deliveryId(),
                request.deliveryId(),
                request.from(),
                request.from(),
                request.to(),
                most,
                now,
                most);
        signal(tx);
        return part.getFirst();
    }

    /** Finds a message. */
    public Optional<Delivery> find(Transaction tx, long id) {
        return tx.find("select * from delivery where id = ?", DeliveryStore::read, id);
    }

    /**
     * Which messages of a subscription are listed.
     *
     * @param before only those with a smaller id; empty for the newest
     * @param state empty for any
     * @param from of what happened, inclusive; empty for any
     * @param to exclusive; empty for any
     */
    public record Question(
            long subscriptionId,
            Optional<Long> before,
            Optional<DeliveryState> state,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** Lists messages, the newest first. */
    public List<Delivery> list(Transaction tx, Question question, int most) {
        Optional<String> state = question.state().map(DeliveryState::word);
        return tx.listReplanned(
                LIST,
                DeliveryStore::read,
                question.subscriptionId(),
                question.before().orElse(Long.MAX_VALUE),
                state,
                state,
                question.from(),
                question.from(),
                question.to(),
                question.to(),
                most);
    }

    /** Lists the messages of a subscription after an id, oldest first. */
    public List<Delivery> listAfter(Transaction tx, long subscriptionId, long afterId, int most) {
        return tx.listReplanned("""
                select * from delivery
                where subscription_id = ? and id > ?
                order by id
                limit ?
                """, DeliveryStore::read, subscriptionId, afterId, most);
    }

    /** Maps the subscriptions with messages after an id to the id of their newest one. */
    public Map<Long, Long> mapNewest(Transaction tx, long afterId) {
        var newest = new HashMap<Long, Long>();
        tx.listReplanned(
                "select subscription_id, max(id) as newest from delivery where id > ? group by subscription_id",
                columns -> newest.put(columns.getLong("subscription_id"), columns.getLong("newest")),
                afterId);
        return newest;
    }

    /** Returns the id of the newest message of all; 0 without one. */
    public long newest(Transaction tx) {
        return tx.get("select coalesce(max(id), 0) from delivery", columns -> columns.getLong(1));
    }

    /** Lists the attempts of messages, in their order. */
    public List<DeliveryAttempt> listAttempts(Transaction tx, Collection<Long> deliveries) {
        return tx.listReplanned("""
                select * from delivery_attempt
                where delivery_id = any(?::bigint[])
                order by delivery_id, attempt
                """, DeliveryStore::readAttempt, (Object)
                deliveries.stream().mapToLong(Long::longValue).toArray());
    }

    private static DeliveryAttempt readAttempt(ResultSet columns) throws SQLException {
        int status = columns.getInt("status");
        return new DeliveryAttempt(
                columns.getLong("delivery_id"),
                columns.getInt("attempt"),
                Columns.instant(columns, "attempted_at"),
                columns.getInt("millis"),
                columns.wasNull() ? OptionalInt.empty() : OptionalInt.of(status),
                Columns.text(columns, "problem"));
    }

    static Delivery read(ResultSet columns) throws SQLException {
        String state = Columns.text(columns, "state");
        return new Delivery(
                columns.getLong("id"),
                columns.getLong("subscription_id"),
                Columns.text(columns, "message"),
                Columns.text(columns, "type"),
                Columns.instant(columns, "happened_at"),
                Columns.text(columns, "payload"),
                DeliveryState.find(state).orElseThrow(() -> new IllegalStateException("state " + state)),
                columns.getInt("attempts"),
                Columns.findInstant(columns, "next_at"),
                Columns.instant(columns, "created_at"),
                Columns.findInstant(columns, "finished_at"));
    }

    /**
     * Deletes the oldest messages from before an instant. Those that still wait are of a stopped subscription, a disabled
     * account, or a receiver that takes too little: all tries of a message take less time.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before, int most) {
        return tx.listReplanned(DELETE_BEFORE, columns -> columns.getInt(1), before, most)
                .getFirst();
    }

    /** How a receiver answers. */
    public record Endpoint(
            Optional<Instant> receivedAt,
            Optional<Instant> failingSince,
            String problem,
            Optional<Instant> disabledAt) {

        /** The state of a receiver to which nothing was sent. */
        public static final Endpoint UNUSED = new Endpoint(Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    /** Returns how a subscription's receiver answers. */
    public Endpoint endpoint(Transaction tx, long subscriptionId) {
        return tx.find(
                        "select * from endpoint_state where subscription_id = ?",
                        columns -> new Endpoint(
                                Columns.findInstant(columns, "received_at"),
                                Columns.findInstant(columns, "failing_since"),
                                Columns.text(columns, "problem"),
                                Columns.findInstant(columns, "disabled_at")),
                        subscriptionId)
                .orElse(Endpoint.UNUSED);
    }
}
