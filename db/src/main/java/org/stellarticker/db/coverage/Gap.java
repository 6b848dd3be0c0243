package org.stellarticker.db.coverage;

import java.time.Instant;

/**
 * A time range whose trades may be missing, because no configured Horizon keeps them any more.
 *
 * @param from inclusive
 * @param to exclusive
 * @param reason for people
 */
public record Gap(Instant from, Instant to, String reason) {}
