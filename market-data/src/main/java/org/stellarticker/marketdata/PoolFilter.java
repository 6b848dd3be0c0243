package org.stellarticker.marketdata;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;

/**
 * Which liquidity pools are wanted, and in which direction.
 *
 * @param base an asset that the pools hold, which is then their base; empty for any
 * @param counter an asset that the pools hold, which is then their counter; empty for any
 * @param quotes decides the direction when neither is given
 */
public record PoolFilter(Optional<Asset> base, Optional<Asset> counter, QuoteRanking quotes) {

    Orientation direction(TradePair stored) {
        boolean asStored = base.map(stored.base()::equals)
                .or(() -> counter.map(stored.counter()::equals))
                .orElseGet(() -> quotes.pair(stored).equals(stored));
        return asStored ? Orientation.STORED : Orientation.TURNED;
    }
}
