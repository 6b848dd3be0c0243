package org.stellarticker.marketdata.search;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.asset.AssetSearchStore;
import org.stellarticker.db.asset.AssetSearchStore.FoundAsset;
import org.stellarticker.db.asset.AssetSearchStore.FoundMarket;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * A search for assets by code, issuer, domain or name, and for their markets. Two words with a slash or a space between them
 * name a market.
 *
 * @param quotes decides the direction of each market
 * @param text not blank
 * @param limit the largest number of assets, and of markets
 */
public record SearchPart(QuoteRanking quotes, String text, int limit) implements SnapshotPart<SearchResult> {

    private static final AssetSearchStore SEARCH = new AssetSearchStore();
    private static final Pattern BETWEEN = Pattern.compile("\\s*/\\s*|\\s+");

    /** The assets of each word whose markets are looked for. */
    private static final int MOST_OF_WORD = 20;

    @Override
    public SearchResult read(SnapshotRead in) {
        List<FoundAsset> whole = SEARCH.list(in.tx(), text.strip(), limit);
        String[] words = BETWEEN.split(text.strip(), -1);
        if (words.length != 2 || words[0].isEmpty() || words[1].isEmpty()) {
            return new SearchResult(whole, markets(SEARCH.listMarkets(in.tx(), ids(whole), null, limit)));
        }
        List<FoundAsset> first = SEARCH.list(in.tx(), words[0], MOST_OF_WORD);
        List<FoundAsset> second = SEARCH.list(in.tx(), words[1], MOST_OF_WORD);
        List<FoundAsset> all = Stream.of(whole, first, second)
                .flatMap(List::stream)
                .distinct()
                .limit(limit)
                .toList();
        return new SearchResult(all, markets(SEARCH.listMarkets(in.tx(), ids(first), ids(second), limit)));
    }

    private static int[] ids(List<FoundAsset> assets) {
        return assets.stream().mapToInt(FoundAsset::id).toArray();
    }

    private List<FoundMarket> markets(List<FoundMarket> found) {
        return found.stream()
                .map(market -> new FoundMarket(quotes.pair(market.pair()), market.tradeCount()))
                .toList();
    }

    @Override
    public int rows() {
        return 2 * limit;
    }
}
