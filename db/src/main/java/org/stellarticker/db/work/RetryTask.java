package org.stellarticker.db.work;

import java.time.Instant;

/**
 * A piece of work that is tried again until it succeeds, or until an operator removes it.
 *
 * @param <K> what a task of this kind is about
 * @param key what this task is about; the queue holds one task of a kind and key
 * @param payload further data that the kind needs
 * @param attempts the number of failed attempts
 * @param nextAt the earliest time of the next attempt
 * @param lastError why the last attempt failed; empty before the first
 */
public record RetryTask<K>(
        RetryKind<K> kind, K key, String payload, int attempts, Instant nextAt, String lastError, Instant createdAt) {}
