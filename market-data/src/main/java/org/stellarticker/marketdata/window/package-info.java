/** Any window of a market, exactly: its trades, its VWAP, and how completely its time is fetched. */
@NullMarked
package org.stellarticker.marketdata.window;

import org.jspecify.annotations.NullMarked;
