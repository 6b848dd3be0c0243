package org.stellarticker.db.coverage;

import java.time.Instant;

/**
 * A stretch of time whose trades may be missing, since no Horizon that was asked keeps them any more.
 *
 * @param from inclusive
 * @param to exclusive
 * @param reason for people
 */
public record Gap(Instant from, Instant to, String reason) {}
