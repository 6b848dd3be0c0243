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

/** What is known of each hour's trades. */
public final class AuditWindowStore {

    private static final String DECIDE = Sql.of(AuditWindowStore.class, "decide");
    private static final String COUNT = Sql.of(AuditWindowStore.class, "count-states");
    private static final String FIND_DISAGREED = Sql.of(AuditWindowStore.class, "find-disagreed");
    private static final String FIND_UNAUDITED = Sql.of(AuditWindowStore.class, "find-unaudited");
    private static final String FIND_UNAUDITED_OF_MARKET = Sql.of(AuditWindowStore.class, "find-unaudited-of-market");
    private static final String LIST_OF_MARKET = Sql.of(AuditWindowStore.class, "list-of-market");

    /** Adds what a page came to in an hour, which is pending then, also when it was decided before. */
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
     * Decides those pending hours that lie wholly in the time that was read; hours without a trade get their rows here.
     *
     * @return those that were decided
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
                read.to());
    }

    /** Decides an hour that was read again whole. */
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

    /** How many hours are in each state, and single markets' hours in each but {@link AuditState#AGREED}. */
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

    /** The latest hour that disagrees, of all markets or of one. */
    public Optional<AuditWindow> findDisagreed(Transaction tx) {
        return tx.find(FIND_DISAGREED, AuditWindowStore::read);
    }

    /**
     * Whether all of a stretch of time is proven, for all markets.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public boolean isAudited(Transaction tx, Instant from, Instant to) {
        return tx.find(FIND_UNAUDITED, _ -> true, from, to).isEmpty();
    }

    /** As {@link #isAudited(Transaction, Instant, Instant)}, for one market, which is to be normalised. */
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

    /** The hours that meet a stretch of time, oldest first; {@code to} exclusive. */
    public List<AuditWindow> list(Transaction tx, Instant from, Instant to) {
        return tx.list("""
                select *
                from audit_window
                where hour > ?::timestamptz - interval '1 hour' and hour < ?
                order by hour
                """, AuditWindowStore::read, from, to);
    }

    /** As {@link #list(Transaction, Instant, Instant)}, each as what is known of it for one market, which is to be normalised. */
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

    /** Forgets hours that begin before an instant, and their markets'. */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before) {
        return tx.update("delete from audit_market_window where hour < ?", before)
                + tx.update("delete from audit_market_day where day < ?::timestamptz - interval '1 day'", before)
                + tx.update("delete from audit_window where hour < ?", before);
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
