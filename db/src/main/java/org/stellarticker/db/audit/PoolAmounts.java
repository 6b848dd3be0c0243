package org.stellarticker.db.audit;

/** The amounts of a trade with a pool, in stroops. */
public record PoolAmounts(long base, long counter) {}
