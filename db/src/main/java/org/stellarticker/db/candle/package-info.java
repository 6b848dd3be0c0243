/** Candles of a minute, an hour and a day, and the queue of what they must be made anew of. */
@NullMarked
package org.stellarticker.db.candle;

import org.jspecify.annotations.NullMarked;
