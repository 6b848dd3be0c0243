package org.stellarticker.db.journal;

import java.time.Duration;

/**
 * The bounds of a type of entries.
 *
 * @param name of the type; {@link JournalTypes#OTHERS} for all that are not named
 * @param life how long an entry is kept at most
 * @param entries how many of the type are kept of each account at most
 */
public record JournalType(String name, Duration life, int entries) {}
