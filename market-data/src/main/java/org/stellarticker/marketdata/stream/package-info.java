/** What changes, in the order of its commits: trades and corrections as a log, markets and candles as states. */
@NullMarked
package org.stellarticker.marketdata.stream;

import org.jspecify.annotations.NullMarked;
