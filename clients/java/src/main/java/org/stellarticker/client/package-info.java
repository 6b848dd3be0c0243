/** Reads a ticker's API: markets, prices, candles, trades and live streams. */
@NullMarked
package org.stellarticker.client;

import org.jspecify.annotations.NullMarked;
