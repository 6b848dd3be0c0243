package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;

/**
 * What one unit of an asset is worth. Prices are quote per asset, with 20 significant digits; all are empty when no path leads
 * to the quote.
 *
 * @param price the VWAPs of the last finished minutes with more than dust, one of each market on the path, multiplied
 * @param last the last trades' prices, multiplied; empty when a market's last trade is older than 7 days
 * @param bid the highest bids, multiplied; empty when a market has none
 * @param ask the lowest asks, multiplied; empty when a market has none
 * @param change24h the price minus that of 24 hours ago by the same path; empty when there was none
 * @param volume24hUsd what all of the asset's trades of the last 24 hours are worth in US dollars; empty without a rate
 * @param path the markets that are crossed, in the direction in which they are; empty when the asset is the quote, too
 * @param asOf the end of the oldest minute of the price
 * @param tradeCount the asset's trades in the last 24 hours, in all of its markets
 * @param marketCount the markets in which it traded in the last 24 hours
 * @param stale whether the oldest minute of the price is more than an hour ago, or there is no price
 * @param reason why there is no price
 */
public record AssetPrice(
        Asset asset,
        Quote quote,
        Optional<BigDecimal> price,
        Optional<BigDecimal> last,
        Optional<BigDecimal> bid,
        Optional<BigDecimal> ask,
        Optional<BigDecimal> change24h,
        Optional<BigDecimal> volume24hUsd,
        List<TradePair> path,
        Optional<Instant> asOf,
        long tradeCount,
        long marketCount,
        boolean stale,
        Optional<String> reason) {

    public AssetPrice {
        path = List.copyOf(path);
    }
}
