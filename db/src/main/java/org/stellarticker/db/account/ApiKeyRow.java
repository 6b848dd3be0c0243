package org.stellarticker.db.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stored key. The key itself is stored nowhere.
 *
 * @param prefix the part of the key that is shown
 * @param expiresAt when it ends; empty when it does not
 * @param lastUsedAt to the minute
 * @param replacedBy the key that replaced it by a rotation
 */
public record ApiKeyRow(
        long id,
        long accountId,
        String name,
        String prefix,
        List<String> scopes,
        int quotaPerMinute,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Optional<Long> replacedBy) {

    public ApiKeyRow {
        scopes = List.copyOf(scopes);
    }

    /** Returns whether requests may be made with it. */
    public boolean isActive(Instant now) {
        return revokedAt.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
    }
}
