package org.stellarticker.marketdata.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;

/**
 * The prices of an asset in the past.
 *
 * @param path the markets that the prices come from; empty when none leads to the quote, or the asset is the quote, too
 * @param points in the order of time; intervals in which the path's first market did not trade are left out
 * @param next from when to go on; empty when there is no more, or the newest were wanted
 */
public record PriceHistory(List<TradePair> path, List<PricePoint> points, Optional<Instant> next) {

    public PriceHistory {
        path = List.copyOf(path);
        points = List.copyOf(points);
    }
}
