package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The price of an asset in an interval.
 *
 * @param openTime inclusive
 * @param closeTime exclusive
 * @param price quote per asset; empty when another market on the path had not traded yet
 */
public record PricePoint(Instant openTime, Instant closeTime, Optional<BigDecimal> price) {}
