package org.stellarticker.graphqlserver.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request: an account by one of its keys.
 *
 * @param quotaPerMinute the requests that the key may make in a minute
 * @param expiresAt when the key ends; empty when it does not
 */
public record Caller(
        long accountId,
        String accountName,
        long keyId,
        Set<Scope> scopes,
        int quotaPerMinute,
        Optional<Instant> expiresAt) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Returns whether its key allows something. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Returns the caller as audit rows name it. */
    public String actor() {
        return "account:" + accountName + "/key:" + keyId;
    }
}
