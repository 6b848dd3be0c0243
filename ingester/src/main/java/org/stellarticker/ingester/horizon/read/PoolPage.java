package org.stellarticker.ingester.horizon.read;

import java.util.List;
import java.util.Optional;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

/**
 * A page of {@code /liquidity_pools}.
 *
 * @param next the cursor of the next page; empty at the end
 * @param rejected records that were left out since they could not be read
 */
public record PoolPage(List<PoolListing> pools, Optional<String> next, List<RejectedRecord> rejected) {}
