/** The market data of Binance's REST API, version 3, so that its clients can read the ticker; klines also for {@code /api/v1}. */
@NullMarked
package org.stellarticker.graphqlserver.binance;

import org.jspecify.annotations.NullMarked;
