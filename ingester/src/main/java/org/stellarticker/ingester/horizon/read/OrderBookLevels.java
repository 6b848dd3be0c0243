package org.stellarticker.ingester.horizon.read;

import java.util.List;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

/**
 * The levels of an order book. Either side may be empty. A bid's amount is in counter, an ask's in base.
 *
 * @param rejected levels that could not be read and were left out
 */
public record OrderBookLevels(List<Level> bids, List<Level> asks, List<RejectedRecord> rejected) {}
