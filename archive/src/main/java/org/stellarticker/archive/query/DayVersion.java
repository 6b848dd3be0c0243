package org.stellarticker.archive.query;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A version of an archived day.
 *
 * @param archivedAt when it was read; a version that was made anew has the same number, but not the same time
 */
public record DayVersion(LocalDate day, int version, Instant archivedAt) {}
