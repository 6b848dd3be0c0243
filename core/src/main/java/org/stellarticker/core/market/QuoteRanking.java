package org.stellarticker.core.market;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/**
 * Decides which side of a market is its quote, in which people expect its price: the asset that stands first in the ranking, then
 * the native asset; of two assets that are neither, the counter of the normalised pair.
 *
 * <p>So XLM and a ranked USDC show as XLM priced in USDC, XLM and any other asset as that asset priced in XLM.
 */
public final class QuoteRanking {

    private final List<Asset> ranking;

    /**
     * @param ranking the most wanted quote first; the native asset comes after all of them unless it stands among them
     * @throws IllegalArgumentException when an asset stands in it twice
     */
    public QuoteRanking(List<Asset> ranking) {
        List<Asset> twice = ranking.stream()
                .filter(asset -> ranking.indexOf(asset) != ranking.lastIndexOf(asset))
                .distinct()
                .toList();
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("quote ranking: expected each asset once, found " + twice.getFirst()
                    + " more than once; leave out one of them");
        }
        this.ranking = Stream.concat(ranking.stream(), Stream.of(NativeAsset.XLM))
                .distinct()
                .toList();
    }

    /** Gives the pair of two assets whose counter is the quote. */
    public TradePair pair(Asset one, Asset other) {
        TradePair stored = TradePair.normalised(one, other);
        int base = rank(stored.base());
        int counter = rank(stored.counter());
        return base < counter ? stored.turned() : stored;
    }

    /** Gives the same market with its quote as counter. */
    public TradePair pair(TradePair market) {
        return pair(market.base(), market.counter());
    }

    /** Orders assets by how much they are wanted as a quote, the most wanted first; those that are not ranked are equal. */
    public Comparator<Asset> order() {
        return Comparator.comparingInt(this::rank);
    }

    private int rank(Asset asset) {
        int rank = ranking.indexOf(asset);
        return rank < 0 ? ranking.size() : rank;
    }
}
