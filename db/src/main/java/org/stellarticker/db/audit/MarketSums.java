package org.stellarticker.db.audit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What is stored of a market in an hour.
 *
 * @param base sum of the base amounts, in stroops
 * @param counter sum of the counter amounts, in stroops
 * @param before what was said of it before; empty when nothing was
 * @param readSince whether the whole hour was read again since then
 */
public record MarketSums(
        Instant hour,
        long trades,
        BigDecimal base,
        BigDecimal counter,
        Optional<AuditState> before,
        boolean readSince) {}
