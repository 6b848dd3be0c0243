package org.stellarticker.e2e.rules.offender.circle;

/** Has the simple name of another class. */
public record Circular() {}
