package org.stellarticker.marketdata.depth;

import java.util.Optional;

/**
 * The depth of a market within a band around its mid price.
 *
 * @param withinBp half the band's width, in hundredths of a percent of the mid price
 * @param book empty when the order book was never read, or there is no mid price
 * @param pool empty without a pool or a mid price
 */
public record DepthBand(int withinBp, Optional<VenueDepth> book, Optional<VenueDepth> pool) {}
