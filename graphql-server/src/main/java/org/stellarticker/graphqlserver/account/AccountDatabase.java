package org.stellarticker.graphqlserver.account;

import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.problem.RequestException;

/**
 * The primary, for accounts: a replica might still show a revoked key. While the database is down, or not migrated yet, it is
 * refused at once.
 */
public final class AccountDatabase {

    private final Database primary;
    private final LiveDatabase live;

    /** @param primary with connections that requests of other kinds do not take */
    public AccountDatabase(Database primary, LiveDatabase live) {
        this.primary = primary;
        this.live = live;
    }

    /**
     * Reads and writes in one transaction.
     *
     * @throws DatabaseAway when the database does not answer
     */
    public <T> T transaction(Database.Work<T> work) {
        if (!live.answers()) {
            throw new DatabaseAway("the database does not answer");
        }
        try {
            return primary.transaction(work);
        } catch (DatabaseUnavailable away) {
            throw new DatabaseAway(String.valueOf(away.getMessage()), away);
        }
    }

    /**
     * Makes a change in one transaction, as {@link #transaction} does.
     *
     * @throws RequestException when the change is refused; nothing is stored then
     */
    public <T> T change(Database.Work<T> work) throws RequestException {
        try {
            return transaction(work);
        } catch (ChangeRefused refused) {
            throw refused.toRequestException();
        }
    }
}
