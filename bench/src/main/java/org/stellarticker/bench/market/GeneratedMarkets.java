package org.stellarticker.bench.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;

/**
 * Generates assets and markets from a seed, in the proportions of the public network: the native asset is traded
 * against all others, a few assets against many, and the market of rank r is r times less busy than the first.
 */
final class GeneratedMarkets {

    static final int MARKETS = 2_600;

    private static final int ASSETS = 1_000;

    /** One asset in this many has the code of another issuer's asset. */
    private static final int COPIES = 20;

    /** One asset in this many is anchored to another one. */
    private static final int ANCHORED = 10;

    private static final List<String> ANCHORS = List.of("USD", "EUR", "BTC", "ETH", "NGN", "BRL", "ARS");
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /**
     * A generated asset.
     *
     * @param anchorCode the code of the asset that backs it; empty for none
     */
    record GeneratedAsset(Asset asset, String anchorCode) {}

    private final List<GeneratedAsset> assets = new ArrayList<>();
    private final List<TradePair> pairs;

    /** The cumulative shares of the markets in all trading. */
    private final double[] shares = new double[MARKETS];

    GeneratedMarkets(Random random) {
        for (int i = 0; i < ASSETS; i++) {
            assets.add(asset(random, i));
        }
        pairs = pairs(random);
        double sum = 0;
        for (int rank = 1; rank <= MARKETS; rank++) {
            sum += 1.0 / rank;
            shares[rank - 1] = sum;
        }
        for (int i = 0; i < MARKETS; i++) {
            shares[i] /= sum;
        }
    }

    private GeneratedAsset asset(Random random, int number) {
        String code = number > 0 && random.nextInt(COPIES) == 0
                ? assets.get(random.nextInt(number)).asset().code()
                : code(number);
        String anchor = random.nextInt(ANCHORED) == 0 ? ANCHORS.get(random.nextInt(ANCHORS.size())) : "";
        return new GeneratedAsset(Asset.issued(code, account(random)), anchor);
    }

    /** Returns a code, a different one for each number. */
    private static String code(int number) {
        return "T" + (char) ('A' + number % 26)
                + Integer.toString(number / 26 + 36, 36).toUpperCase(Locale.ROOT);
    }

    static String account(Random random) {
        var address = new StringBuilder(56).append('G');
        random.ints(55, 0, BASE_32.length()).forEach(i -> address.append(BASE_32.charAt(i)));
        return address.toString();
    }

    private List<TradePair> pairs(Random random) {
        Set<TradePair> distinct = new HashSet<>();
        List<TradePair> ordered = new ArrayList<>();
        for (GeneratedAsset other : assets) {
            ordered.add(new TradePair(NativeAsset.XLM, other.asset()));
        }
        while (ordered.size() < MARKETS) {
            Asset one = assets.get(favoured(random)).asset();
            Asset other = assets.get(favoured(random)).asset();
            if (!one.equals(other)) {
                TradePair pair = TradePair.normalised(one, other);
                if (distinct.add(pair)) {
                    ordered.add(pair);
                }
            }
        }
        Collections.shuffle(ordered, random);
        return List.copyOf(ordered);
    }

    /** Returns the number of an asset, small ones more often. */
    private static int favoured(Random random) {
        return (int) (ASSETS * Math.pow(random.nextDouble(), 3));
    }

    List<GeneratedAsset> assets() {
        return assets;
    }

    /** Returns the markets, the busiest first, normalised. */
    List<TradePair> pairs() {
        return pairs;
    }

    /** Returns the rank, from 0, of a random market, by its share. */
    int pick(Random random) {
        int found = Arrays.binarySearch(shares, random.nextDouble());
        return Math.min(found >= 0 ? found : -found - 1, MARKETS - 1);
    }
}
