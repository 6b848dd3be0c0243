package org.stellarticker.db.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.work.RetryKind;

/** Keeps the audit's result for each hour. */
public final class AuditWindowStore {

    private static final String DECIDE = Sql.of(AuditWindowStore.class, "decide");
    private static final String COUNT = Sql.of(AuditWindowStore.class, "count-states");
    private static final String FIND_DISAGREED = Sql.of(AuditWindowStore.class, "find-disagreed");
    private static final String FIND_UNAUDITED = Sql.of(AuditWindowStore.class, "find-unaudited");
    private static final String FIND_UNAUDITED_OF_MARKET = Sql.of(AuditWindowStore.class, "find-unaudited-of-market");
    private static final String LIST_OF_MARKET = Sql.of(AuditWindowStore.class, "list-of-market");

    /** Adds a page's counts to an hour and makes the hour pending, also when it was decided before. */
    @WrittenBy(Program.INGESTER)
    public void add(Transaction tx, HourObservation page) {
        tx.update("""
                insert into audit_window as known (hour, trades_read, trades_repaired, trades_disputed, reason)
                values (?, ?, ?, ?, ?)
                on conflict (hour) do update
                set state = 'pending',
                    trades_read = known.trades_read + excluded.trades_read,
                    trades_repaired = known.trades_repaired + excluded.trades_repaired,
                    trades_disputed = known.trades_disputed + excluded.trades_disputed,
                    reason = coalesce(nullif(known.reason, ''), excluded.reason)
                """, page.hour(), page.read(), page.repaired(), page.disputed(), page.reason());
    }

    /**
     * Decides the pending hours that lie wholly in the span that was read, except those that are to be read again. Hours without
     * a trade get their rows here.
     *
     * @return the decided hours
     */
    @WrittenBy(Program.INGESTER)
    public List<AuditWindow> decide(Transaction tx, ReadSpan read, Instant at) {
        tx.update("""
                insert into audit_window (hour)
                select generate_series(?::timestamptz, ?::timestamptz - interval '1 hour', interval '1 hour')
                on conflict do nothing
                """, read.from(), read.to());
        return tx.listReplanned(
                DECIDE,
                AuditWindowStore::read,
                read.boundary(),
                read.boundary(),
                read.boundary(),
                at,
                read.from(),
                read.to(),
                RetryKind.AUDIT_HOUR.word());
    }

    /** Decides an hour that was wholly read again. */
    @WrittenBy(Program.INGESTER)
    public void decideAgain(Transaction tx, HourObservation observation, Instant at) {
        tx.update(
                """
                update audit_window
                set state = ?, reason = ?, trades_read = ?, trades_repaired = trades_repaired + ?, trades_disputed = ?,
                    evidence = '{pages}', times_read = times_read + 1, decided_at = ?
                where hour = ?
                """,
                observation.state().word(),
                observation.reason(),
                observation.read(),
                observation.repaired(),
                observation.disputed(),
                at,
                observation.hour());
    }

    /** Records why an hour that is not agreed cannot be decided. */
    @WrittenBy(Program.INGESTER)
    public void explain(Transaction tx, Instant hour, String reason) {
        tx.update("update audit_window set reason = ? where hour = ? and state <> 'agreed'", reason, hour);
    }

    /** Counts the hours of each state, and hours of single markets in each state but {@link AuditState#AGREED}. */
    public Map<AuditState, Long> countStates(Transaction tx) {
        var counts = new EnumMap<AuditState, Long>(AuditState.class);
        for (AuditState state : AuditState.values()) {
            counts.put(state, 0L);
        }
        tx.list(
                COUNT,
                columns -> counts.put(AuditState.of(Columns.text(columns, "state")), columns.getLong("windows")));
        return counts;
    }

    /** Finds the latest hour that disagrees, for all markets or one. */
    public Optional<AuditWindow> findDisagreed(Transaction tx) {
        return tx.find(FIND_DISAGREED, AuditWindowStore::read);
    }

    /**
     * Returns whether every hour of a time range is agreed, for all markets.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public boolean isAudited(Transaction tx, Instant from, Instant to) {
        return tx.find(FIND_UNAUDITED, _ -> true, from, to).isEmpty();
    }

    /** Returns the same as {@link #isAudited(Transaction, Instant, Instant)} for one market; {@code pair} is normalised. */
    public boolean isAudited(Transaction tx, TradePair pair, Instant from, Instant to) {
        return tx.find(
                        FIND_UNAUDITED_OF_MARKET,
                        _ -> true,
                        pair.base().code(),
                        pair.base().issuer(),
                        pair.counter().code(),
                        pair.counter().issuer(),
                        from,
                        to)
                .isEmpty();
    }

    /** Lists the hours that overlap a time range, oldest first; {@code to} is exclusive. */
    public List<AuditWindow> list(Transaction tx, Instant from, Instant to) {
        return tx.list("""
                select *
                from audit_window
                where hour > ?::timestamptz - interval '1 hour' and hour < ?
                order by hour
                """, AuditWindowStore::read, from, to);
    }

    /** Lists the same hours with the result for one market; {@code pair} is normalised. */
    public List<AuditWindow> list(Transaction tx, TradePair pair, Instant from, Instant to) {
        return tx.list(
                LIST_OF_MARKET,
                AuditWindowStore::read,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer(),
                from,
                to);
    }

    /** Deletes hours that start before an instant, and their markets' rows, but those of days that the archive gave back. */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before) {
        return tx.update("""
                        delete from audit_market_window
                        where hour < ?
                            and not exists (select from restored_day where day = (hour at time zone 'UTC')::date)
                        """, before)
                + tx.update("delete from audit_market_day where day < ?::timestamptz - interval '1 day'", before)
                + tx.update("""
                        delete from audit_window
                        where hour < ?
                            and not exists (select from restored_day where day = (hour at time zone 'UTC')::date)
                        """, before);
    }

    static AuditWindow read(ResultSet columns) throws SQLException {
        return new AuditWindow(
                Columns.instant(columns, "hour"),
                AuditState.of(Columns.text(columns, "state")),
                Columns.texts(columns, "evidence"),
                Columns.text(columns, "reason"),
                columns.getLong("trades_read"),
                columns.getLong("trades_repaired"),
                Columns.findInstant(columns, "decided_at"));
    }
}
