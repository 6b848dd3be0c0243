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

/** Keeps what the matching of events with subscriptions has to remember. */
public final class SenderPositionStore {

    /** Finds the position; empty before the first start. */
    public Optional<SenderPosition> find(Transaction tx) {
        return tx.find(
                "select * from sender_position",
                columns -> new SenderPosition(
                        columns.getLong("event_position"),
                        Columns.instant(columns, "candles_to"),
                        Columns.instant(columns, "audited_to"),
                        Columns.instant(columns, "listed_to"),
                        columns.getInt("market_id")));
    }

    @WrittenBy(Program.WEBHOOK_SENDER)
    public void save(Transaction tx, SenderPosition position) {
        tx.update(
                """
                insert into sender_position (event_position, candles_to, audited_to, listed_to, market_id)
                values (?, ?, ?, ?, ?)
                on conflict (only_row) do update
                set event_position = excluded.event_position, candles_to = excluded.candles_to,
                    audited_to = excluded.audited_to, listed_to = excluded.listed_to, market_id = excluded.market_id
                """,
                position.event(),
                position.candlesTo(),
                position.auditedTo(),
                position.listedTo(),
                position.marketId());
    }

    /** Returns the largest id of a market; 0 without one. */
    public int newestMarket(Transaction tx) {
        return tx.get("select coalesce(max(trade_pair_id), 0) from trade_pair", columns -> columns.getInt(1));
    }

    /** Notes markets as announced, and returns those that were not yet. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public List<Integer> announce(Transaction tx, Collection<Integer> pairIds, Instant now) {
        return tx.list(
                """
                insert into sender_market (trade_pair_id, announced_at)
                select unnest(?::integer[]), ?
                on conflict do nothing
                returning trade_pair_id
                """,
                columns -> columns.getInt(1),
                pairIds.stream().mapToInt(Integer::intValue).toArray(),
                now);
    }

    /** Maps subscriptions to whether their price is beyond their level; those that were never looked at are left out. */
    public Map<Long, Boolean> mapBeyond(Transaction tx, Collection<Long> subscriptions) {
        var states = new HashMap<Long, Boolean>();
        tx.list(
                "select subscription_id, beyond from subscription_state where subscription_id = any(?::bigint[])",
                columns -> states.put(columns.getLong(1), columns.getBoolean(2)),
                (Object) subscriptions.stream().mapToLong(Long::longValue).toArray());
        return states;
    }

    @WrittenBy(Program.WEBHOOK_SENDER)
    public void saveBeyond(Transaction tx, Map<Long, Boolean> states, Instant at) {
        if (states.isEmpty()) {
            return;
        }
        var ids = List.copyOf(states.keySet());
        var beyond = new boolean[ids.size()];
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] = states.getOrDefault(ids.get(i), false);
        }
        tx.update("""
                insert into subscription_state (subscription_id, beyond, changed_at)
                select id, beyond, ?
                from unnest(?::bigint[], ?::boolean[]) as changed (id, beyond)
                on conflict (subscription_id) do update set beyond = excluded.beyond, changed_at = excluded.changed_at
                """, at, ids.stream().mapToLong(Long::longValue).toArray(), beyond);
    }

    /** Returns whether candles of a time range are still to be made anew. */
    public boolean hasMarks(Transaction tx, Instant from, Instant to) {
        return tx.get(
                "select exists (select from change_mark where minute >= ? and minute < ?) as found",
                columns -> columns.getBoolean("found"),
                from,
                to);
    }

    /** An hour whose audit disagreed. */
    public record DisagreedHour(Instant hour, String reason, Instant decidedAt) {}

    /** Lists the hours that were decided as disagreed at an instant or later, in the order of the decisions. */
    public List<DisagreedHour> listDisagreed(Transaction tx, Instant from) {
        return tx.list(
                """
                select hour, reason, decided_at
                from audit_window
                where state = 'disagreed' and decided_at >= ?
                order by decided_at, hour
                """,
                columns -> new DisagreedHour(
                        Columns.instant(columns, "hour"),
                        Columns.text(columns, "reason"),
                        Columns.instant(columns, "decided_at")),
                from);
    }
}
