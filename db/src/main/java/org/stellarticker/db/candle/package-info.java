/** Candles of a minute, an hour and a day, and the queue of change marks that says which to make anew. */
@NullMarked
package org.stellarticker.db.candle;

import org.jspecify.annotations.NullMarked;
