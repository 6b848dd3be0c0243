package org.stellarticker.sandbox.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.sandbox.market.math.Dice;

/** Chooses the next market to trade: a busy one often, a quiet one sometimes. */
final class Choice {

    private final List<Market> markets;
    /** The sums of the weights up to each market. */
    private final double[] upTo;

    Choice(List<Market> markets) {
        this.markets = markets;
        this.upTo = new double[markets.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += markets.get(i).weight();
            upTo[i] = sum;
        }
    }

    Market market(Dice dice) {
        double at = dice.uniform() * upTo[upTo.length - 1];
        int found = Arrays.binarySearch(upTo, at);
        return markets.get(found < 0 ? -found - 1 : found + 1);
    }

    /** Returns a choice among the markets that are not in the set, each as likely relative to the others as before. */
    Choice without(Set<TradePair> elsewhere) {
        return new Choice(markets.stream()
                .filter(market -> !elsewhere.contains(market.pair()))
                .toList());
    }

    /** Returns the part of trading that the markets of the set have. */
    double shareOf(Set<TradePair> some) {
        return markets.stream()
                        .filter(market -> some.contains(market.pair()))
                        .mapToDouble(Market::weight)
                        .sum()
                / upTo[upTo.length - 1];
    }

    /** Returns a path of markets: each shares an asset with the one before, and none comes twice. */
    List<Market> path(Market first, int hops, Dice dice) {
        List<Market> path = new ArrayList<>(hops);
        path.add(first);
        MarketAsset end = dice.chance(0.5) ? first.base() : first.counter();
        for (int tries = 0; path.size() < hops && tries < 40; tries++) {
            Market next = market(dice);
            if (next.holds(end) && !next.isOneSided() && !path.contains(next)) {
                path.add(next);
                end = next.otherThan(end);
            }
        }
        return path;
    }

    /** Returns the first asset of a path: the one that its second market does not share. */
    static MarketAsset start(List<Market> path) {
        Market first = path.getFirst();
        return path.size() > 1 && path.get(1).holds(first.base()) ? first.counter() : first.base();
    }
}
