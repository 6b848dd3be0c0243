package org.stellarticker.db.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key to be stored.
 *
 * @param secretHash SHA-256 of the key, in hex
 * @param prefix the part of the key that is shown
 * @param expiresAt when it ends; empty when it does not
 */
public record NewKey(
        long accountId,
        String name,
        String secretHash,
        String prefix,
        List<String> scopes,
        int quotaPerMinute,
        Optional<Instant> expiresAt) {

    public NewKey {
        scopes = List.copyOf(scopes);
    }
}
