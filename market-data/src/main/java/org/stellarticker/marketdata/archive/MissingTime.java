package org.stellarticker.marketdata.archive;

import java.time.Instant;

/**
 * A time range of a question that neither the database nor the archive has.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record MissingTime(Instant from, Instant to) {}
