package org.stellarticker.db.trade;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps records that could not be read, verbatim, and trades that closed before the retention watermark. */
public final class RejectedTradeStore {

    private final String build;

    /** @param build of the program that reads the records; every other build tries unreadable records again */
    public RejectedTradeStore(String build) {
        this.build = build;
    }

    /** A record that another build could not read. */
    public record Unread(long id, Optional<PagingToken> token, RecordBody body, TradeSource source) {}

    /**
     * Saves a record that could not be read, once however often it comes.
     *
     * @return whether the record is new
     */
    @WrittenBy(Program.INGESTER)
    public boolean keepUnreadable(Transaction tx, RejectedTrade rejected) {
        return keep(tx, rejected, Optional.of(build));
    }

    /** Sets the hour that the audit counts a saved record against. */
    @WrittenBy(Program.INGESTER)
    void setHour(Transaction tx, RejectedTrade rejected, Instant hour) {
        tx.update("""
                update rejected_trade
                set hour = ?
                where coalesce(md5(body_bytes), md5(body)) = coalesce(md5(?::bytea), md5(?)) and hour is distinct from ?
                """, hour, rejected.body().bytesBeyondText(), rejected.body().text(), hour);
    }

    /** Saves a trade that closed before the retention watermark, once however often it comes. */
    @WrittenBy(Program.INGESTER)
    void keepLate(Transaction tx, RejectedTrade late) {
        keep(tx, late, Optional.empty());
    }

    private static boolean keep(Transaction tx, RejectedTrade rejected, Optional<String> unreadableBy) {
        return tx.update(
                        """
                        insert into rejected_trade (paging_token, body, body_bytes, reason, ingested_from, unreadable_by)
                        values (?, ?, ?, ?, ?::"char", ?)
                        on conflict (coalesce(md5(body_bytes), md5(body))) do nothing
                        """,
                        rejected.token().map(PagingToken::value),
                        rejected.body().text(),
                        rejected.body().bytesBeyondText(),
                        rejected.reason(),
                        rejected.source().letter(),
                        unreadableBy)
                > 0;
    }

    /** Lists records that another build could not read, the oldest first. */
    public List<Unread> listOfOtherBuilds(Transaction tx, int most) {
        return tx.list(
                """
                select rejected_trade_id, paging_token, body, body_bytes, ingested_from
                from rejected_trade
                where unreadable_by <> ?
                order by rejected_trade_id
                limit ?
                """,
                columns -> new Unread(
                        columns.getLong("rejected_trade_id"),
                        Optional.ofNullable(columns.getString("paging_token")).map(PagingToken::new),
                        body(columns),
                        TradeSource.of(Columns.text(columns, "ingested_from"))),
                build,
                most);
    }

    private static RecordBody body(ResultSet columns) throws SQLException {
        byte[] bytes = columns.getBytes("body_bytes");
        return bytes == null ? RecordBody.of(Columns.text(columns, "body")) : RecordBody.of(bytes, 0, bytes.length);
    }

    /** Counts the records that this build cannot read. */
    public int countUnreadable(Transaction tx) {
        return tx.get(
                "select count(*) as n from rejected_trade where unreadable_by = ?",
                columns -> columns.getInt("n"),
                build);
    }

    /** Deletes a record that this build could read; it is a trade now. */
    @WrittenBy(Program.INGESTER)
    public void markParsed(Transaction tx, Unread record) {
        tx.update("delete from rejected_trade where rejected_trade_id = ?", record.id());
    }

    /**
     * Deletes records whose trades arrived in another version that can be read.
     *
     * @return the decided hours that the audit counted the records against
     */
    @WrittenBy(Program.INGESTER)
    List<Instant> resolve(Transaction tx, List<TradeId> read) {
        boolean any = tx.get(
                "select exists (select from rejected_trade where unreadable_by is not null)",
                found -> found.getBoolean(1));
        return any ? resolveAny(tx, read) : List.of();
    }

    private static List<Instant> resolveAny(Transaction tx, List<TradeId> read) {
        return tx.list("""
                with resolved as (
                    delete from rejected_trade
                    where paging_token = any(?) and unreadable_by is not null
                    returning hour
                )
                select distinct hour
                from resolved
                join audit_window using (hour)
                where state <> 'pending'
                order by hour
                """, columns -> Columns.instant(columns, "hour"), (Object)
                read.stream().map(TradeId::toString).toArray(String[]::new));
    }

    /** Deletes the records of an hour of which Horizon now reports every trade so that it can be read. */
    @WrittenBy(Program.INGESTER)
    public static void resolve(Transaction tx, Instant hour) {
        tx.update("delete from rejected_trade where hour = ? and unreadable_by is not null", hour);
    }

    /** Saves that this build cannot read a record either. */
    @WrittenBy(Program.INGESTER)
    public void markUnreadable(Transaction tx, Unread record, String reason) {
        tx.update(
                "update rejected_trade set unreadable_by = ?, reason = ? where rejected_trade_id = ?",
                build,
                reason,
                record.id());
    }

    /**
     * Deletes records from before an instant, and the oldest beyond a number.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public static int deleteOld(Transaction tx, Instant before, int most) {
        return tx.update("""
                delete from rejected_trade
                where rejected_at < ?
                    or rejected_trade_id <= (
                        select rejected_trade_id
                        from rejected_trade
                        order by rejected_trade_id desc
                        offset ?
                        limit 1
                    )
                """, before, most);
    }
}
