package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.reference.PricePath;
import org.stellarticker.marketdata.reference.UsdRate;
import org.stellarticker.marketdata.reference.UsdRates;

/** All that the prices of assets come from, as of one instant. So any number of prices costs one read. */
public final class PriceTable {

    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Instant now;
    private final LastMinutes minutes;
    private final LastMinutes dayAgo;
    private final Map<TradePair, MarketStats> lastTrades;
    private final Map<TradePair, BestOffers> offers;
    private final Map<Asset, AssetVolume> volumes;

    /**
     * What an asset traded in the last 24 hours.
     *
     * @param units of the asset
     */
    record AssetVolume(BigDecimal units, long tradeCount, long marketCount) {

        static final AssetVolume NOTHING = new AssetVolume(BigDecimal.ZERO, 0, 0);

        /** Returns what was traded in one market. */
        static AssetVolume ofMarket(BigDecimal units, long tradeCount) {
            return new AssetVolume(units, tradeCount, 1);
        }

        AssetVolume plus(AssetVolume other) {
            return new AssetVolume(
                    units.add(other.units), tradeCount + other.tradeCount, marketCount + other.marketCount);
        }
    }

    /**
     * Makes a table.
     *
     * @param dayAgo the minutes as of 24 hours ago
     * @param lastTrades the statistics of the last 7 days, by normalised pair
     * @param offers by normalised pair
     */
    PriceTable(
            Instant now,
            LastMinutes minutes,
            LastMinutes dayAgo,
            Map<TradePair, MarketStats> lastTrades,
            Map<TradePair, BestOffers> offers,
            Map<Asset, AssetVolume> volumes) {
        this.now = now;
        this.minutes = minutes;
        this.dayAgo = dayAgo;
        this.lastTrades = Map.copyOf(lastTrades);
        this.offers = Map.copyOf(offers);
        this.volumes = Map.copyOf(volumes);
    }

    /** Returns the rates of all assets in US dollars. */
    public UsdRates dollars() {
        return minutes.dollars();
    }

    /** Finds the markets from an asset to a quote; empty when a market on the way did not trade in the last 7 days. */
    public Optional<PricePath> path(Asset asset, Quote quote) {
        return minutes.path(asset, quote);
    }

    /** Returns the price of an asset, which may be none. */
    public AssetPrice price(Asset asset, Quote quote) {
        Optional<PricePath> path = path(asset, quote);
        Optional<BigDecimal> price = path.map(PriceTable::price);
        AssetVolume volume = volumes.getOrDefault(asset, AssetVolume.NOTHING);
        Optional<Instant> asOf = path.map(
                found -> found.asOf().map(minute -> minute.plus(MINUTE)).orElse(now));
        return new AssetPrice(
                asset,
                quote,
                price,
                path.flatMap(found -> crossed(found, this::lastTrade)),
                path.flatMap(found -> crossed(found, pair -> offers(pair).flatMap(BestOffers::bid))),
                path.flatMap(found -> crossed(found, pair -> offers(pair).flatMap(BestOffers::ask))),
                path.flatMap(found ->
                        dayAgo.along(found.steps()).map(before -> found.minus(before, PlainDecimal.PRECISION))),
                dollars().find(asset).map(rate -> rate.value(volume.units(), PlainDecimal.PRECISION)),
                path.map(found -> found.steps().stream().map(UsdRate.Step::pair).toList())
                        .orElse(List.of()),
                asOf,
                volume.tradeCount(),
                volume.marketCount(),
                asOf.map(at -> at.isBefore(now.minus(STALE))).orElse(true),
                price.isPresent() ? Optional.empty() : Optional.of(reason(asset, quote)));
    }

    private static BigDecimal price(PricePath path) {
        return path.value(BigDecimal.ONE, PlainDecimal.PRECISION);
    }

    private static String reason(Asset asset, Quote quote) {
        return "no market leads from " + asset.sep11() + " to " + quote.text()
                + ", directly or by XLM, that traded more than dust in the last 7 days";
    }

    /** Multiplies the prices of all markets on a path; empty when one has none. */
    private static Optional<BigDecimal> crossed(PricePath path, Function<TradePair, Optional<Price>> priceOf) {
        BigDecimal n = BigDecimal.ONE;
        BigDecimal d = BigDecimal.ONE;
        for (UsdRate.Step step : path.steps()) {
            Optional<Price> price = priceOf.apply(step.pair());
            if (price.isEmpty()) {
                return Optional.empty();
            }
            n = n.multiply(BigDecimal.valueOf(price.get().n()));
            d = d.multiply(BigDecimal.valueOf(price.get().d()));
        }
        return Optional.of(n.divide(d, PlainDecimal.PRECISION));
    }

    private Optional<Price> lastTrade(TradePair asked) {
        Orientation direction = Orientation.of(asked);
        return Optional.ofNullable(lastTrades.get(direction.orient(asked)))
                .map(MarketStats::close)
                .map(direction::orient);
    }

    private Optional<BestOffers> offers(TradePair asked) {
        Orientation direction = Orientation.of(asked);
        return Optional.ofNullable(offers.get(direction.orient(asked))).map(direction::orient);
    }
}
