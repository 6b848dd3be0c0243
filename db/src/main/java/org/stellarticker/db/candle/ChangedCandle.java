package org.stellarticker.db.candle;

import org.stellarticker.core.market.CandleInterval;

/**
 * A stored candle of any market, as it is now.
 *
 * @param pairId the market's {@code trade_pair_id}
 * @param candle without a trade, when a repair emptied it
 */
public record ChangedCandle(int pairId, CandleInterval interval, StoredCandle candle) {}
