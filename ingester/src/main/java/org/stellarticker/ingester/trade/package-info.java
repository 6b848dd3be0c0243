/** Trades on their way from Horizon into rows: the live ones as they come, the past newest first. */
@NullMarked
package org.stellarticker.ingester.trade;

import org.jspecify.annotations.NullMarked;
