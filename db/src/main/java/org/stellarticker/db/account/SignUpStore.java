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

/** What users sign up and sign in by: invites, and the challenges of SEP-10 that were answered. */
public final class SignUpStore {

    /** @param secretHash SHA-256 of the invite, in hex */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public InviteRow createInvite(
            Transaction tx, String secretHash, List<String> scopes, int quotaPerMinute, Instant now, Instant end) {
        return tx.get("""
                insert into account_invite (secret_hash, scopes, quota_per_minute, created_at, expires_at)
                values (decode(?, 'hex'), ?, ?, ?, ?)
                returning *
                """, SignUpStore::read, secretHash, scopes.toArray(String[]::new), quotaPerMinute, now, end);
    }

    /** Finds an invite that may be used, and locks it until the end of the transaction, so that it is used once. */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public Optional<InviteRow> findUsableInvite(Transaction tx, String secretHash, Instant now) {
        return tx.find("""
                select *
                from account_invite
                where secret_hash = decode(?, 'hex') and used_at is null and expires_at > ?
                for update
                """, SignUpStore::read, secretHash, now);
    }

    @WrittenBy(Program.GRAPHQL_SERVER)
    public void useInvite(Transaction tx, long id, long accountId, Instant now) {
        tx.update("update account_invite set used_at = ?, used_by = ? where id = ?", now, accountId, id);
    }

    /**
     * Notes that a challenge was answered.
     *
     * @param hash of its transaction
     * @param end when nobody accepts it any more
     * @return whether it was not noted before
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public boolean useChallenge(Transaction tx, byte[] hash, Instant end) {
        return tx.update(
                        "insert into used_challenge (hash, expires_at) values (?, ?) on conflict do nothing", hash, end)
                > 0;
    }

    /**
     * Deletes challenges that ended before an instant.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteChallengesBefore(Transaction tx, Instant before) {
        return tx.update("delete from used_challenge where expires_at < ?", before);
    }

    /**
     * Deletes invites that ended before an instant.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteInvitesBefore(Transaction tx, Instant before) {
        return tx.update("delete from account_invite where expires_at < ?", before);
    }

    private static InviteRow read(ResultSet columns) throws SQLException {
        return new InviteRow(
                columns.getLong("id"),
                Columns.texts(columns, "scopes"),
                columns.getInt("quota_per_minute"),
                Columns.instant(columns, "expires_at"));
    }
}
