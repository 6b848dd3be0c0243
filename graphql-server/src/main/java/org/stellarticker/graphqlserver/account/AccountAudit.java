package org.stellarticker.graphqlserver.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountAuditStore;
import org.stellarticker.http.Json;

/** Notes each change of accounts, and of what belongs to them, in the transaction of the change. */
public final class AccountAudit {

    /** The actor of a command. */
    public static final String OPERATOR = "operator";

    private final AccountAuditStore rows = new AccountAuditStore();
    private final Clock clock;

    public AccountAudit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes a change.
     *
     * @param actor {@link #OPERATOR}, or {@link Caller#actor}
     * @param action what is done, such as {@code key.revoked}
     * @param subject what it is done to, such as {@code key:12}
     * @param detail writes members of a JSON object; never a secret
     */
    public void note(Transaction tx, String actor, String action, String subject, Json.Value detail) {
        byte[] json = Json.write(out -> {
            out.writeStartObject();
            detail.writeTo(out);
            out.writeEndObject();
        });
        rows.append(tx, clock.instant(), actor, action, subject, new String(json, UTF_8));
    }
}
