package org.stellarticker.db.account;

import java.time.Instant;
import java.util.List;

/**
 * An invite that may be used.
 *
 * @param scopes what the keys of its account may allow
 * @param quotaPerMinute requests that each of its keys may make in a minute
 */
public record InviteRow(long id, List<String> scopes, int quotaPerMinute, Instant expiresAt) {

    public InviteRow {
        scopes = List.copyOf(scopes);
    }
}
