package org.stellarticker.db.trade;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Lists rejected records for operators, and keeps which of them are acknowledged. */
public final class AcknowledgementStore {

    /**
     * A rejected record.
     *
     * @param hour that the audit counts it against; empty before the audit met it
     * @param body as text
     */
    public record Rejected(
            long id,
            Instant rejectedAt,
            Optional<Instant> acknowledgedAt,
            Optional<Instant> hour,
            Optional<String> token,
            TradeSource source,
            String reason,
            String body) {}

    /** The numbers of rejected records. */
    public record Counts(long open, long acknowledged) {}

    /** Lists the records that are not acknowledged, the newest first. */
    public List<Rejected> listOpen(Transaction tx, int most) {
        return tx.list("""
                select *
                from rejected_trade
                where acknowledged_at is null
                order by rejected_trade_id desc
                limit ?
                """, AcknowledgementStore::read, most);
    }

    public Optional<Rejected> find(Transaction tx, long id) {
        return tx.find("select * from rejected_trade where rejected_trade_id = ?", AcknowledgementStore::read, id);
    }

    public Counts count(Transaction tx) {
        return tx.get("""
                select count(*) filter (where acknowledged_at is null) as open, count(acknowledged_at) as acknowledged
                from rejected_trade
                """, columns -> new Counts(columns.getLong("open"), columns.getLong("acknowledged")));
    }

    /** Counts the hours that disagree only by acknowledged records. */
    public long countHours(Transaction tx) {
        return tx.get("select count(*) as hours from acknowledged_hour", columns -> columns.getLong("hours"));
    }

    /**
     * Acknowledges a record; an acknowledged one stays as it is.
     *
     * @return whether there is such a record
     */
    @WrittenBy(Program.INGESTER)
    public boolean acknowledge(Transaction tx, long id, Instant at) {
        return tx.update(
                        "update rejected_trade set acknowledged_at = coalesce(acknowledged_at, ?) where rejected_trade_id = ?",
                        at,
                        id)
                > 0;
    }

    private static Rejected read(ResultSet columns) throws SQLException {
        @Nullable String token = columns.getString("paging_token");
        return new Rejected(
                columns.getLong("rejected_trade_id"),
                Columns.instant(columns, "rejected_at"),
                Columns.findInstant(columns, "acknowledged_at"),
                Columns.findInstant(columns, "hour"),
                Optional.ofNullable(token),
                TradeSource.of(Columns.text(columns, "ingested_from")),
                Columns.text(columns, "reason"),
                Columns.text(columns, "body"));
    }
}
