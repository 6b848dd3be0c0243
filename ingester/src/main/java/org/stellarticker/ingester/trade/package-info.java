/**
 * Stores Horizon's trades: live trades as they come, backfills newest first, and rejected records that a new build can read.
 * {@code TradePosition} knows up to where trades are stored, {@code TradeWriter} stores them.
 */
@NullMarked
package org.stellarticker.ingester.trade;

import org.jspecify.annotations.NullMarked;
