package org.stellarticker.db.trade;

import org.stellarticker.core.ledger.TradeId;

/**
 * A trade was told with other values than it is stored with. History does not change: one of the two readings is wrong.
 * Both are kept in {@code trade_conflict}.
 *
 * @param replaced whether what was told now stands in place of what was stored, as a page's reading does for the stream's
 */
public record TradeConflict(TradeId id, boolean replaced) {}
