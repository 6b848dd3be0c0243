package org.stellarticker.db.archive;

import java.math.BigDecimal;

/**
 * The state of a day's candles of a minute: each change of a trade makes another one.
 *
 * @param candles number of candles
 * @param sum of their revisions, and of those of emptied candles
 */
public record Revisions(long candles, BigDecimal sum) {}
