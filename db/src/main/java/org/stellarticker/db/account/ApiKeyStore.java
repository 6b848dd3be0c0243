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

/** Keys of accounts. */
public final class ApiKeyStore {

    @WrittenBy(Program.GRAPHQL_SERVER)
    public ApiKeyRow create(Transaction tx, NewKey key, Instant now) {
        return tx.get(
                """
                insert into api_key
                    (account_id, name, secret_hash, prefix, scopes, quota_per_minute, created_at, expires_at)
                values (?, ?, decode(?, 'hex'), ?, ?, ?, ?, ?)
                returning *
                """,
                ApiKeyStore::read,
                key.accountId(),
                key.name(),
                key.secretHash(),
                key.prefix(),
                key.scopes().toArray(String[]::new),
                key.quotaPerMinute(),
                now,
                key.expiresAt());
    }

    /** Returns the key of a hash (in hex) with its account, unless it was revoked or its account disabled; it may have expired. */
    public Optional<KeyOwner> findUsable(Transaction tx, String secretHash) {
        return tx.find(
                """
                select api_key.*, account.name as account_name, encode(secret_hash, 'hex') as hash
                from api_key
                join account on account.id = account_id
                where secret_hash = decode(?, 'hex') and revoked_at is null and disabled_at is null
                """,
                columns -> new KeyOwner(
                        read(columns), Columns.text(columns, "account_name"), Columns.text(columns, "hash")),
                secretHash);
    }

    public Optional<ApiKeyRow> find(Transaction tx, long id) {
        return tx.find("select * from api_key where id = ?", ApiKeyStore::read, id);
    }

    /** Lists the keys of an account, the newest first. */
    public List<ApiKeyRow> listOfAccount(Transaction tx, long accountId) {
        return tx.list("select * from api_key where account_id = ? order by id desc", ApiKeyStore::read, accountId);
    }

    /** Lists the keys of all accounts in the order of their creation, after one; 0 is before the first. */
    public List<ApiKeyRow> list(Transaction tx, long after, int most) {
        return tx.list("select * from api_key where id > ? order by id limit ?", ApiKeyStore::read, after, most);
    }

    /** Counts the keys of an account that may be used. */
    public int countActive(Transaction tx, long accountId, Instant now) {
        return tx.get("""
                select count(*)
                from api_key
                where account_id = ? and revoked_at is null and (expires_at is null or expires_at > ?)
                """, columns -> columns.getInt(1), accountId, now);
    }

    /** Revokes a key; returns whether it was not revoked before. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public boolean revoke(Transaction tx, long id, Instant now) {
        return tx.update("update api_key set revoked_at = ? where id = ? and revoked_at is null", now, id) > 0;
    }

    /** Ends a key that another one replaces, at the latest at an instant. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void replace(Transaction tx, long id, long replacement, Instant end) {
        tx.update(
                "update api_key set replaced_by = ?, expires_at = least(expires_at, ?) where id = ?",
                replacement,
                end,
                id);
    }

    @WrittenBy(Program.GRAPHQL_SERVER)
    public void setQuota(Transaction tx, long id, int quotaPerMinute) {
        tx.update("update api_key set quota_per_minute = ? where id = ?", quotaPerMinute, id);
    }

    /**
     * Deletes keys that expired or were revoked before an instant.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteEndedBefore(Transaction tx, Instant before) {
        return tx.update("delete from api_key where expires_at < ? or revoked_at < ?", before, before);
    }

    private static ApiKeyRow read(ResultSet columns) throws SQLException {
        long replacedBy = columns.getLong("replaced_by");
        return new ApiKeyRow(
                columns.getLong("id"),
                columns.getLong("account_id"),
                Columns.text(columns, "name"),
                Columns.text(columns, "prefix"),
                Columns.texts(columns, "scopes"),
                columns.getInt("quota_per_minute"),
                Columns.instant(columns, "created_at"),
                Columns.findInstant(columns, "expires_at"),
                Columns.findInstant(columns, "revoked_at"),
                Columns.findInstant(columns, "last_used_at"),
                replacedBy == 0 ? Optional.empty() : Optional.of(replacedBy));
    }
}
