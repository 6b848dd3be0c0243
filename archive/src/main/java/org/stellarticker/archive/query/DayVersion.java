package org.stellarticker.archive.query;

import java.time.LocalDate;

/** A version of an archived day; its content never changes. */
public record DayVersion(LocalDate day, int version) {}
