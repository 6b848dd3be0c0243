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

/** Accounts of users. */
public final class AccountStore {

    /**
     * Creates an account.
     *
     * @return empty when there is one of that name, or of that account of the network
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public Optional<AccountRow> create(Transaction tx, String name, Optional<String> stellarAccount, Instant now) {
        return tx.find("""
                insert into account (name, stellar_account, created_at)
                values (?, ?, ?)
                on conflict do nothing
                returning *
                """, AccountStore::read, name, stellarAccount, now);
    }

    /**
     * Disables an account, or enables it again.
     *
     * @param disabledAt empty to enable it
     * @return whether that changed anything
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public boolean disable(Transaction tx, long id, Optional<Instant> disabledAt) {
        return tx.update("""
                update account
                set disabled_at = ?::timestamptz
                where id = ? and (disabled_at is null) = (?::timestamptz is not null)
                """, disabledAt, id, disabledAt) > 0;
    }

    /** Locks an account until the end of the transaction, so that its keys are counted and created by one at a time. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void lock(Transaction tx, long id) {
        tx.get("select 1 from account where id = ? for update", _ -> true, id);
    }

    public Optional<AccountRow> find(Transaction tx, long id) {
        return tx.find("select * from account where id = ?", AccountStore::read, id);
    }

    public Optional<AccountRow> findByName(Transaction tx, String name) {
        return tx.find("select * from account where name = ?", AccountStore::read, name);
    }

    public Optional<AccountRow> findByStellarAccount(Transaction tx, String stellarAccount) {
        return tx.find("select * from account where stellar_account = ?", AccountStore::read, stellarAccount);
    }

    /** Lists accounts in the order of their creation, after one; 0 is before the first. */
    public List<AccountRow> list(Transaction tx, long after, int most) {
        return tx.list("select * from account where id > ? order by id limit ?", AccountStore::read, after, most);
    }

    private static AccountRow read(ResultSet columns) throws SQLException {
        return new AccountRow(
                columns.getLong("id"),
                Columns.text(columns, "name"),
                Columns.findText(columns, "stellar_account"),
                Columns.instant(columns, "created_at"),
                Columns.findInstant(columns, "disabled_at"));
    }
}
