package org.stellarticker.db.audit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored sums of a market in an hour.
 *
 * @param base sum of the base amounts, in stroops
 * @param counter sum of the counter amounts, in stroops
 * @param before its last result; empty before the first
 * @param readSince whether the whole hour was read again since
 */
public record MarketSums(
        Instant hour,
        long trades,
        BigDecimal base,
        BigDecimal counter,
        Optional<AuditState> before,
        boolean readSince) {}
