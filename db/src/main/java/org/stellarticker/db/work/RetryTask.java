package org.stellarticker.db.work;

import java.time.Instant;

/**
 * Something that is owed until it is done, or an operator ends it.
 *
 * @param kind such as {@code toml}
 * @param key what it is about; of one kind, each is owed once
 * @param payload what its kind needs besides
 * @param attempts how many failed so far
 * @param nextAt not before
 * @param lastFault why the last attempt failed; empty before the first
 */
public record RetryTask(
        String kind, String key, String payload, int attempts, Instant nextAt, String lastFault, Instant createdAt) {}
