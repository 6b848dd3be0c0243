package org.stellarticker.ingester.horizon;

import java.util.List;
import java.util.Optional;

/**
 * A page of {@code /liquidity_pools}.
 *
 * @param next the cursor of the next page; empty at the end
 * @param rejected records that were left out since they could not be read
 */
public record PoolPage(List<PoolListing> pools, Optional<String> next, List<RejectedRecord> rejected) {}
