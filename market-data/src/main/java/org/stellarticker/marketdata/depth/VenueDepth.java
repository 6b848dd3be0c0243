package org.stellarticker.marketdata.depth;

import java.math.BigDecimal;

/**
 * What is offered within a band of prices.
 *
 * @param bidCounterVolume counter that is bid for base, in units
 * @param askBaseVolume base that is asked for counter, in units
 */
public record VenueDepth(BigDecimal bidCounterVolume, BigDecimal askBaseVolume) {}
