package org.stellarticker.marketdata.listing;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.candle.CandlePrices;

/**
 * A venue of a listed market: its order book, or one of its liquidity pools.
 *
 * @param market the market, in the direction that the venue has, too
 * @param poolId the pool's id; empty for the order book
 * @param baseVolume what this venue traded in the last 24 hours, in units
 * @param counterVolume what this venue traded in the last 24 hours, in units
 * @param last the last price of this venue; the market's, or the pool's own, when it traded nothing but dust
 * @param prices of the last 24 hours' trades without dust; empty when there was none
 * @param liquidityUsd what can be traded against, in US dollars; empty when it cannot be priced
 */
public record ListedVenue(
        ListedMarket market,
        Optional<String> poolId,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        Price last,
        Optional<CandlePrices> prices,
        Optional<BigDecimal> liquidityUsd) {}
