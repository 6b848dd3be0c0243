package org.stellarticker.db.archive;

import java.math.BigDecimal;

/** The number of rows and the sums of both amounts, in stroops. */
public record TradeSums(long rows, BigDecimal baseAmount, BigDecimal counterAmount) {}
