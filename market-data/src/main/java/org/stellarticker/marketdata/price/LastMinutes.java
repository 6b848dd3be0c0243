package org.stellarticker.marketdata.price;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.TradedMinute;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.Vwap;
import org.stellarticker.marketdata.reference.PricePath;
import org.stellarticker.marketdata.reference.UsdRate;
import org.stellarticker.marketdata.reference.UsdRate.Step;
import org.stellarticker.marketdata.reference.UsdRates;

/** The last minute with more than dust of each market, as of one instant, and the paths that lead through them. */
final class LastMinutes {

    private final Map<TradePair, TradedMinute> byPair;
    private final UsdRates dollars;

    LastMinutes(Instant asOf, Collection<TradedMinute> minutes, List<Asset> dollars) {
        this.byPair = minutes.stream().collect(toMap(TradedMinute::pair, Function.identity()));
        this.dollars = UsdRates.of(asOf, minutes, dollars);
    }

    UsdRates dollars() {
        return dollars;
    }

    /** Finds the way from an asset to a quote: by the market of both, else by XLM. US dollars are always reached by XLM. */
    Optional<PricePath> path(Asset asset, Quote quote) {
        return switch (quote) {
            case Quote.Dollars _ -> dollars.find(asset).map(UsdRate::path).map(PricePath::new);
            case Quote.InAsset(Asset wanted) ->
                asset.equals(wanted)
                        ? Optional.of(new PricePath(List.of()))
                        : step(asset, wanted)
                                .map(direct -> new PricePath(List.of(direct)))
                                .or(() -> byXlm(asset, wanted));
        };
    }

    private Optional<PricePath> byXlm(Asset asset, Asset wanted) {
        return asset.equals(NativeAsset.XLM) || wanted.equals(NativeAsset.XLM)
                ? Optional.empty()
                : step(asset, NativeAsset.XLM)
                        .flatMap(first ->
                                step(NativeAsset.XLM, wanted).map(second -> new PricePath(List.of(first, second))));
    }

    /** Finds the same markets' minutes, such as those of another instant; empty when one of them has none. */
    Optional<PricePath> along(List<Step> steps) {
        List<Step> found = steps.stream()
                .flatMap(step -> step(step.pair().base(), step.pair().counter()).stream())
                .toList();
        return found.size() == steps.size() ? Optional.of(new PricePath(found)) : Optional.empty();
    }

    private Optional<Step> step(Asset given, Asset got) {
        var asked = new TradePair(given, got);
        Orientation direction = Orientation.of(asked);
        return Optional.ofNullable(byPair.get(direction.orient(asked)))
                .map(minute -> new Step(
                        asked,
                        direction.orient(new Vwap(minute.counterVolume(), minute.baseVolume())),
                        minute.openTime()));
    }
}
