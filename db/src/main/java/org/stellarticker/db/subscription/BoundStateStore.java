package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps whether what subscriptions watch over a window is beyond its bound. */
public final class BoundStateStore {

    /**
     * How it is.
     *
     * @param beyond whether it was reported, and has not come back
     * @param since of a spread: since when each order book had a larger one than the bound; empty while it is within
     */
    public record State(boolean beyond, Optional<Instant> since) {}

    /** Maps subscriptions to their states; those that were never looked at are left out. */
    public Map<Long, State> map(Transaction tx, Collection<Long> subscriptions) {
        var states = new HashMap<Long, State>();
        tx.list(
                "select * from subscription_state where subscription_id = any(?::bigint[])",
                columns -> states.put(
                        columns.getLong("subscription_id"),
                        new State(columns.getBoolean("beyond"), Columns.findInstant(columns, "since"))),
                (Object) subscriptions.stream().mapToLong(Long::longValue).toArray());
        return states;
    }

    @WrittenBy(Program.WEBHOOK_SENDER)
    public void save(Transaction tx, Map<Long, State> states, Instant at) {
        if (states.isEmpty()) {
            return;
        }
        var changed = List.copyOf(states.entrySet());
        var beyond = new boolean[changed.size()];
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] = changed.get(i).getValue().beyond();
        }
        tx.update(
                """
                insert into subscription_state (subscription_id, beyond, changed_at, since)
                select id, beyond, ?, timestamptz 'epoch' + since * interval '1 microsecond'
                from unnest(?::bigint[], ?::boolean[], ?::bigint[]) as changed (id, beyond, since)
                on conflict (subscription_id) do update
                set beyond = excluded.beyond, changed_at = excluded.changed_at, since = excluded.since
                """,
                at,
                changed.stream().mapToLong(Map.Entry::getKey).toArray(),
                beyond,
                changed.stream()
                        .map(state -> state.getValue()
                                .since()
                                .map(DeliveryStore::micros)
                                .orElse(null))
                        .toArray(Long[]::new));
    }
}
