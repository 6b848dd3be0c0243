package org.stellarticker.ingester.orderbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.orderbook.FailedBooks.NewFailures;

class FailedBooksTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final TradePair AAA = new TradePair(NativeAsset.XLM, Asset.issued("AAA", ISSUER));
    private static final TradePair BBB = new TradePair(NativeAsset.XLM, Asset.issued("BBB", ISSUER));

    private final FailedBooks books = new FailedBooks();

    @Test
    void reportsTheFailuresOfAScanTogether() {
        books.recordFailure(AAA, "502");
        books.recordFailure(BBB, "400");

        assertThat(books.newFailures()).contains(new NewFailures(2, AAA, "502"));
    }

    @Test
    void reportsNothingForAScanWithoutFailures() {
        books.recordSuccess(AAA);

        assertThat(books.newFailures()).isEmpty();
    }

    @Test
    void reportsALastingFailureOnceAndAgainAfterASuccess() {
        books.recordFailure(AAA, "502");
        assertThat(books.newFailures()).isPresent();
        books.recordFailure(AAA, "502");
        assertThat(books.newFailures()).isEmpty();

        books.recordSuccess(AAA);
        assertThat(books.newFailures()).isEmpty();

        books.recordFailure(AAA, "502");
        assertThat(books.newFailures()).contains(new NewFailures(1, AAA, "502"));
    }

    @Test
    void reportsANewFailureBesideKnownOnes() {
        books.recordFailure(AAA, "502");
        assertThat(books.newFailures()).isPresent();

        books.recordFailure(AAA, "502");
        books.recordFailure(BBB, "400");

        assertThat(books.newFailures()).contains(new NewFailures(2, BBB, "400"));
    }
}
