package org.stellarticker.db.candle;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;

/**
 * A market whose candles of Horizon's are not all read yet.
 *
 * @param pairId its {@code trade_pair_id}
 * @param hoursFrom from when on its hours are read; empty when none is
 * @param daysFrom from when on its days are read; empty when none is
 */
public record MissingCandles(int pairId, TradePair pair, Optional<Instant> hoursFrom, Optional<Instant> daysFrom) {}
