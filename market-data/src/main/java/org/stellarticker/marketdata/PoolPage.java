package org.stellarticker.marketdata;

import java.util.List;
import java.util.Optional;

/**
 * Some liquidity pools, by id.
 *
 * @param next the id after which the next page begins; empty when no pool follows
 */
public record PoolPage(List<MarketPool> pools, Optional<String> next) {}
