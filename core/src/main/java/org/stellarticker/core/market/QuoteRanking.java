package org.stellarticker.core.market;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/**
 * Decides which side of a market is its quote, the asset in which people expect its price: the asset that ranks first,
 * then the native asset. When neither applies, it is the counter of the normalised pair.
 *
 * <p>So XLM and a ranked USDC show as XLM priced in USDC; XLM and any other asset show as that asset priced in XLM.
 */
public final class QuoteRanking {

    private final List<Asset> ranking;

    /**
     * Makes a ranking.
     *
     * @param ranking the most wanted quote first; the native asset follows all of them unless the list contains it
     * @throws IllegalArgumentException when the list contains an asset twice
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

    /** Returns the pair of two assets whose counter is the quote. */
    public TradePair pair(Asset one, Asset other) {
        TradePair stored = TradePair.normalised(one, other);
        int base = rank(stored.base());
        int counter = rank(stored.counter());
        return base < counter ? stored.turned() : stored;
    }

    /** Returns the same market with its quote as counter. */
    public TradePair pair(TradePair market) {
        return pair(market.base(), market.counter());
    }

    /** Returns the order of assets as quotes, the most wanted first. Assets without a rank are equal. */
    public Comparator<Asset> order() {
        return Comparator.comparingInt(this::rank);
    }

    private int rank(Asset asset) {
        int rank = ranking.indexOf(asset);
        return rank < 0 ? ranking.size() : rank;
    }
}
