package org.stellarticker.db.journal;

import java.time.Instant;

/**
 * A stored entry.
 *
 * @param id its position, in the order in which entries came
 * @param account the name of the account whose key added it
 */
public record StoredEntry(long id, String account, NewEntry entry, Instant receivedAt) {}
