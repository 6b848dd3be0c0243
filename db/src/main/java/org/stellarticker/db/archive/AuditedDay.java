package org.stellarticker.db.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * The audit of a day's 24 hours.
 *
 * @param agreed hours in which all markets are agreed
 * @param acknowledged other hours, which disagree only by records that an operator has acknowledged
 * @param firstOpen start of the first hour that is neither
 */
public record AuditedDay(int agreed, int acknowledged, Optional<Instant> firstOpen) {}
