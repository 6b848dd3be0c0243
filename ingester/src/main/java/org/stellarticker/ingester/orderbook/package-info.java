/** The order books of the markets that trade. */
@NullMarked
package org.stellarticker.ingester.orderbook;

import org.jspecify.annotations.NullMarked;
