package org.stellarticker.db.trade;

import org.stellarticker.core.ledger.TradeId;

/**
 * A trade that was received with other values than stored. History does not change, so one of the two versions is wrong;
 * {@code trade_conflict} keeps both.
 *
 * @param replaced whether the received version replaced the stored one, as a page's replaces the stream's
 */
public record TradeConflict(TradeId id, boolean replaced) {}
