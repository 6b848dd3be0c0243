/** Trades and the values made of them: pairs, prices, amounts, candles, statistics and order books. */
@NullMarked
package org.stellarticker.core.market;

import org.jspecify.annotations.NullMarked;
