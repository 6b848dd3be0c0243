package org.stellarticker.dbcleaner;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.stellarticker.db.Database;
import org.stellarticker.db.account.AccountAuditStore;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.db.account.KeyUsageStore;
import org.stellarticker.db.account.SignUpStore;

/** Deletes what has ended of accounts: keys, invites, answered challenges, what keys used, and who changed what long ago. */
final class AccountRows {

    private static final String API_KEY = "api_key";
    private static final String KEY_USAGE = "key_usage";
    private static final String ACCOUNT_INVITE = "account_invite";
    private static final String USED_CHALLENGE = "used_challenge";
    private static final String ACCOUNT_AUDIT = "account_audit";

    /** Changes in a transaction. */
    private static final int BATCH = 10_000;

    /** The tables whose rows it deletes. */
    static final List<String> TABLES = List.of(KEY_USAGE, API_KEY, ACCOUNT_INVITE, USED_CHALLENGE, ACCOUNT_AUDIT);

    private final Database database;
    private final ApiKeyStore keys = new ApiKeyStore();
    private final KeyUsageStore usage = new KeyUsageStore();
    private final AccountAuditStore audit = new AccountAuditStore();
    private final int changesByAccount;
    private final SignUpStore signUps = new SignUpStore();

    AccountRows(Database database) {
        this(database, Retention.CHANGES_BY_ACCOUNT);
    }

    AccountRows(Database database, int changesByAccount) {
        this.database = database;
        this.changesByAccount = changesByAccount;
    }

    /** Deletes what is past its retention, and adds the numbers of rows by table. */
    void delete(Map<String, Long> rows, Instant now) {
        Instant ended = now.minus(Retention.ENDED_KEYS);
        rows.put(KEY_USAGE, deleted(tx -> usage.deleteBefore(tx, now.minus(Retention.KEY_USAGE))));
        rows.put(API_KEY, deleted(tx -> keys.deleteEndedBefore(tx, ended)));
        rows.put(ACCOUNT_INVITE, deleted(tx -> signUps.deleteInvitesBefore(tx, ended)));
        rows.put(USED_CHALLENGE, deleted(tx -> signUps.deleteChallengesBefore(tx, now)));
        rows.put(ACCOUNT_AUDIT, deletedChanges(now.minus(Retention.ACCOUNT_AUDIT)));
    }

    private long deletedChanges(Instant before) {
        long all = 0;
        long some = BATCH;
        while (some == BATCH && !Thread.currentThread().isInterrupted()) {
            some = deleted(tx -> audit.deleteOld(tx, before, changesByAccount, BATCH));
            all += some;
        }
        return all;
    }

    private long deleted(Database.Work<Integer> statement) {
        return database.transaction(statement);
    }
}
