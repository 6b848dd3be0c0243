package org.stellarticker.db.candle;

import org.stellarticker.core.market.Price;

/** The prices of a candle: of its first and last trade, the highest and the lowest, counter per base. */
public record CandlePrices(Price open, Price high, Price low, Price close) {}
