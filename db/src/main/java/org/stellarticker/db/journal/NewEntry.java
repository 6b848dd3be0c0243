package org.stellarticker.db.journal;

import java.time.Instant;
import java.util.List;

/**
 * An entry to be stored.
 *
 * @param clientId which the crawler gave it
 * @param body a JSON object
 * @param at time of what it says, by its crawler
 */
public record NewEntry(String clientId, String type, List<String> tags, String body, Instant at, Instant expiresAt) {

    public NewEntry {
        tags = List.copyOf(tags);
    }
}
