package org.stellarticker.sandbox.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which market is traded next: a busy one often, a quiet one now and then. */
final class Choice {

    private final List<Market> markets;
    /** The weights of all markets up to each. */
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

    /** Markets of which each has an asset of the one before, none twice. */
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

    /** The asset with which a path begins: the one that its second market does not go on with. */
    static MarketAsset start(List<Market> path) {
        Market first = path.getFirst();
        return path.size() > 1 && path.get(1).holds(first.base()) ? first.counter() : first.base();
    }
}
