/**
 * Fetches the order books of the markets that trade: {@link org.stellarticker.ingester.orderbook.OrderBookScan} at an interval,
 * {@link org.stellarticker.ingester.orderbook.NewBooks} for new markets, and
 * {@link org.stellarticker.ingester.orderbook.BookRequests} on demand.
 */
@NullMarked
package org.stellarticker.ingester.orderbook;

import org.jspecify.annotations.NullMarked;
