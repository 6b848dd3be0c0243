package org.stellarticker.marketdata.reference;

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
import org.stellarticker.marketdata.reference.UsdRate.Step;

/**
 * The rates of all assets in US dollars at one instant. An asset is exchanged for XLM and XLM for a reference of the dollar,
 * each at the VWAP of its market's last finished minute that traded more than dust.
 */
public final class UsdRates {

    private final Instant asOf;
    private final Map<Asset, TradedMinute> minutes;
    private final List<Asset> dollars;

    /**
     * Makes the rates.
     *
     * @param asOf the instant of all rates
     * @param minutes the last minute of the market of XLM and the asset, by asset
     * @param dollars assets that count as one dollar each, the preferred one first
     */
    UsdRates(Instant asOf, Map<Asset, TradedMinute> minutes, List<Asset> dollars) {
        this.asOf = asOf;
        this.minutes = Map.copyOf(minutes);
        this.dollars = List.copyOf(dollars);
    }

    /**
     * Makes the rates of the last minutes of markets; those without XLM are left out.
     *
     * @param minutes one of each market at most
     */
    public static UsdRates of(Instant asOf, Collection<TradedMinute> minutes, List<Asset> dollars) {
        return new UsdRates(
                asOf,
                minutes.stream()
                        .filter(minute -> minute.pair().base().equals(NativeAsset.XLM))
                        .collect(toMap(minute -> minute.pair().counter(), Function.identity())),
                dollars);
    }

    public Instant asOf() {
        return asOf;
    }

    /** Finds an asset's rate; empty when a market on the way did not trade in the last 7 days. */
    public Optional<UsdRate> find(Asset asset) {
        if (dollars.contains(asset)) {
            return Optional.of(new UsdRate(asset, List.of()));
        }
        return dollar().flatMap(last -> asset.equals(NativeAsset.XLM)
                ? Optional.of(new UsdRate(asset, List.of(last)))
                : toXlm(asset).map(first -> new UsdRate(asset, List.of(first, last))));
    }

    /** From XLM to the preferred reference that has a rate. */
    private Optional<Step> dollar() {
        return dollars.stream()
                .flatMap(dollar -> Optional.ofNullable(minutes.get(dollar)).stream())
                .findFirst()
                .map(minute -> step(minute, Orientation.STORED));
    }

    private Optional<Step> toXlm(Asset asset) {
        return Optional.ofNullable(minutes.get(asset)).map(minute -> step(minute, Orientation.TURNED));
    }

    private static Step step(TradedMinute minute, Orientation direction) {
        TradePair pair = direction.orient(minute.pair());
        return new Step(
                pair, direction.orient(new Vwap(minute.counterVolume(), minute.baseVolume())), minute.openTime());
    }
}
