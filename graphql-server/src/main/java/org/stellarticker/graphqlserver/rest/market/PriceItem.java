package org.stellarticker.graphqlserver.rest.market;

import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.price.AssetPrice;
import org.stellarticker.marketdata.price.PricePoint;

/** The price of an asset, and one of its history. */
final class PriceItem {

    static final RowForm<AssetPrice> FORM = new RowForm.Builder<AssetPrice>()
            .asset("asset", AssetPrice::asset)
            .text("quote", price -> price.quote().text())
            .optionalDecimal("price", AssetPrice::price)
            .optionalDecimal("last", AssetPrice::last)
            .optionalDecimal("bid", AssetPrice::bid)
            .optionalDecimal("ask", AssetPrice::ask)
            .optionalDecimal("change_24h", AssetPrice::change24h)
            .optionalDecimal("volume_24h_usd", AssetPrice::volume24hUsd)
            .texts("path", price -> path(price.path()))
            .optionalTime("as_of", AssetPrice::asOf)
            .number("trade_count", AssetPrice::tradeCount)
            .number("market_count", AssetPrice::marketCount)
            .flag("stale", AssetPrice::stale)
            .optionalText("reason", AssetPrice::reason)
            .build();

    static final RowForm<PricePoint> POINT = new RowForm.Builder<PricePoint>()
            .time("open_time", PricePoint::openTime)
            .time("close_time", PricePoint::closeTime)
            .optionalDecimal("price", PricePoint::price)
            .build();

    private PriceItem() {}

    /** Returns each market as {@code BASE/COUNTER}. */
    static List<String> path(List<TradePair> markets) {
        return markets.stream()
                .map(pair -> pair.base().sep11() + "/" + pair.counter().sep11())
                .toList();
    }
}
