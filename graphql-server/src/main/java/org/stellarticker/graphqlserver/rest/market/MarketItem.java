package org.stellarticker.graphqlserver.rest.market;

import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.overview.ActivityWindow;
import org.stellarticker.marketdata.overview.MarketOverview;

/** A market of the list of all. */
final class MarketItem {

    static final RowForm<MarketOverview> FORM = form();

    private MarketItem() {}

    private static RowForm<MarketOverview> form() {
        var form = new RowForm.Builder<MarketOverview>()
                .asset("base", market -> market.pair().base())
                .asset("counter", market -> market.pair().counter())
                .flag("valid", market -> market.summary().bothValid())
                .time("from", market -> market.summary().from())
                .time("as_of", market -> market.summary().asOf())
                .optionalPrice("open", price(MarketStats::open))
                .optionalPrice("high", price(MarketStats::high))
                .optionalPrice("low", price(MarketStats::low))
                .optionalPrice("close", price(MarketStats::close))
                .optionalDecimal("change", market -> market.summary().change(PlainDecimal.PRECISION))
                .optionalDecimal(
                        "vwap",
                        market -> market.summary().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .decimal("base_volume", market -> market.summary().baseVolume())
                .decimal("counter_volume", market -> market.summary().counterVolume())
                .optionalDecimal("base_volume_usd", MarketOverview::baseVolumeUsd)
                .number("trade_count", market -> market.summary().tradeCount())
                .number(
                        "buys",
                        market -> market.summary()
                                .traded()
                                .map(MarketStats::buyCount)
                                .orElse(0L))
                .number(
                        "sells",
                        market -> market.summary()
                                .traded()
                                .map(MarketStats::sellCount)
                                .orElse(0L))
                .optionalTime(
                        "last_trade_time", market -> market.summary().traded().map(MarketStats::lastTradeTime))
                .optionalPrice("bid", market -> market.summary().offers().flatMap(BestOffers::bid))
                .optionalPrice("ask", market -> market.summary().offers().flatMap(BestOffers::ask))
                .optionalDecimal(
                        "spread",
                        market -> market.summary().offers().flatMap(best -> best.spread(PlainDecimal.PRECISION)))
                .optionalTime("book_as_of", market -> market.summary().offers().map(BestOffers::asOf))
                .optionalText("pool_id", market -> market.pool().map(pool -> pool.id()))
                .optionalDecimal(
                        "pool_base_reserve",
                        market -> market.pool().map(pool -> pool.baseReserve().units()))
                .optionalDecimal(
                        "pool_counter_reserve",
                        market ->
                                market.pool().map(pool -> pool.counterReserve().units()));
        return withActivity(form).build();
    }

    /** Adds the members of each window, such as {@code buys_5m}. */
    private static RowForm.Builder<MarketOverview> withActivity(RowForm.Builder<MarketOverview> form) {
        for (ActivityWindow window : ActivityWindow.values()) {
            form.number("buys_" + window.word(), market -> market.buys(window))
                    .number("sells_" + window.word(), market -> market.sells(window))
                    .optionalDecimal("change_" + window.word(), market -> market.change(window, PlainDecimal.PRECISION))
                    .decimal("volume_" + window.word(), market -> market.volume(window));
        }
        return form;
    }

    private static Function<MarketOverview, Optional<Price>> price(Function<MarketStats, Price> price) {
        return market -> market.summary().traded().map(price);
    }
}
