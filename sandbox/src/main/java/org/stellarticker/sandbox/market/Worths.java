package org.stellarticker.sandbox.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.sandbox.market.math.Dice;
import org.stellarticker.sandbox.market.math.Walk;

/**
 * The worth of each asset at any moment, in US dollars. A market's fair price is the ratio of two worths, so all
 * markets are consistent.
 */
final class Worths {

    /** The worth of an asset: a mean times two walks. */
    private record Path(double middle, Walk factor, Walk own) {

        double at(long second) {
            return middle * StrictMath.exp(factor.at(second) + own.at(second));
        }
    }

    private final List<Path> paths;

    Worths(Catalog catalog, long seed) {
        Map<String, Walk> factors = new HashMap<>();
        paths = catalog.assets().stream()
                .map(asset -> {
                    Factor factor = catalog.factor(asset.factor());
                    Walk common = factors.computeIfAbsent(factor.name(), name -> walk(seed, name, factor.unrest()));
                    return new Path(
                            asset.ratio() * factor.worth(),
                            common,
                            walk(seed, asset.asset().key(), asset.unrest()));
                })
                .toList();
    }

    private static Walk walk(long seed, String name, double unrest) {
        return new Walk(Dice.mix(Dice.mix(seed) + name.hashCode()), unrest);
    }

    /** Returns US dollars a unit. */
    double at(MarketAsset asset, long second) {
        return paths.get(asset.number()).at(second);
    }

    /** Returns the fair price, counter per base. */
    double price(Market market, long second) {
        return at(market.base(), second) / at(market.counter(), second);
    }

    /** Returns the stroops that are worth this many dollars; at least one. */
    long stroops(MarketAsset asset, double dollars, long second) {
        return Math.max(1, (long) (dollars / at(asset, second) * 1e7));
    }
}
