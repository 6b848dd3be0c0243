package org.stellarticker.db.market;

import java.time.Instant;

/**
 * A window that a snapshot changed.
 *
 * @param pairId its market's {@code trade_pair_id}
 * @param expiresAt when its last trade leaves the window, and the row goes
 */
public record ChangedWindow(int pairId, MarketWindow window, Instant expiresAt) {}
