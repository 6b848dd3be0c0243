package org.stellarticker.db.candle;

import java.time.Instant;

/**
 * The dust floor of the stored candles.
 *
 * @param setAt when it was stored
 * @param settled whether no candle from before that waits to be made anew, with this floor
 */
public record StoredDustFloor(Instant setAt, boolean settled) {}
