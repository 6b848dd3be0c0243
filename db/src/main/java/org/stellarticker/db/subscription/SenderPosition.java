package org.stellarticker.db.subscription;

import java.time.Instant;

/**
 * Up to where events were matched with subscriptions.
 *
 * @param event position of the last event of the log
 * @param candlesTo end of the last minute whose candles were matched
 * @param auditedTo latest decision of an hour's audit that was matched
 * @param listedTo latest listing of an asset that was matched
 * @param marketId the largest {@code trade_pair_id} at the first start, or later while nobody subscribed to anything; markets up
 *     to it are not new
 */
public record SenderPosition(long event, Instant candlesTo, Instant auditedTo, Instant listedTo, int marketId) {}
