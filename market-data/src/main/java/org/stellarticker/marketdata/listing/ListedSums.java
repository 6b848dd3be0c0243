package org.stellarticker.marketdata.listing;

import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.db.candle.StoredDustFloor;

/**
 * What the prices and venues of a listed market were read with.
 *
 * @param day the stored statistics of the last 24 hours; empty without a trade
 * @param week those of the last 7 days
 * @param floor the dust floor of the candles
 */
public record ListedSums(Optional<MarketStats> day, MarketStats week, Optional<StoredDustFloor> floor) {

    /**
     * Returns whether what was read with these values is still so: nothing traded, nothing was repaired, and no candle waits to
     * be made anew with another dust floor, which changes prices but no volume.
     */
    boolean stillHold(ListedSums current) {
        return equals(current) && floor.map(StoredDustFloor::settled).orElse(true);
    }
}
