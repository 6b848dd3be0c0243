package org.stellarticker.db.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Who changed what and when, of accounts and of what belongs to them. */
public final class AccountAuditStore {

    /**
     * Notes a change, in the transaction of the change.
     *
     * @param actor who changes it: {@code operator}, or {@code account:NAME/key:ID}
     * @param action what is done, such as {@code key.revoked}
     * @param subject what it is done to, such as {@code key:12}
     * @param detail a JSON object without secrets
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void append(Transaction tx, Instant now, String actor, String action, String subject, String detail) {
        tx.update("""
                insert into account_audit (at, actor, action, subject, detail)
                values (?, ?, ?, ?, ?::jsonb)
                """, now, actor, action, subject, detail);
    }

    /**
     * Lists changes, the newest first.
     *
     * @param before the position behind the first one; {@code Long.MAX_VALUE} for the newest
     * @param subject of the changes; empty for all
     */
    public List<AuditRow> list(Transaction tx, long before, Optional<String> subject, int most) {
        return tx.list("""
                select *
                from account_audit
                where id < ? and (?::text is null or subject = ?)
                order by id desc
                limit ?
                """, AccountAuditStore::read, before, subject, subject, most);
    }

    /**
     * Deletes changes from before an instant, and of what each account changed all but the newest ones; what operators changed
     * is bounded by time alone.
     *
     * @param kept how many changes by an account are kept
     * @return how many were deleted; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteOld(Transaction tx, Instant before, int kept, int most) {
        return tx.updateReplanned("""
                delete from account_audit
                where id = any(array(
                    select id
                    from (
                        select id, at, actor,
                            row_number() over (partition by split_part(actor, '/', 1) order by id desc) as place
                        from account_audit
                    ) as numbered
                    where at < ? or (place > ? and actor <> 'operator')
                    order by id
                    limit ?
                ))
                """, before, kept, most);
    }

    private static AuditRow read(ResultSet columns) throws SQLException {
        return new AuditRow(
                columns.getLong("id"),
                Columns.instant(columns, "at"),
                Columns.text(columns, "actor"),
                Columns.text(columns, "action"),
                Columns.text(columns, "subject"),
                Columns.text(columns, "detail"));
    }
}
