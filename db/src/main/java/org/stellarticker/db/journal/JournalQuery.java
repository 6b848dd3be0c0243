package org.stellarticker.db.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are asked for.
 *
 * @param before the position behind the first one; {@code Long.MAX_VALUE} for the newest
 * @param tag which they have; empty for any
 * @param type which they are of; empty for any
 * @param from the earliest time of what they say, inclusive
 * @param to the latest, exclusive
 */
public record JournalQuery(
        long before, Optional<String> tag, Optional<String> type, Instant from, Instant to, int limit) {}
