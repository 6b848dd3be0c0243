package org.stellarticker.ingester.orderbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.orderbook.FailedBooks.News;

class FailedBooksTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final TradePair AAA = new TradePair(NativeAsset.XLM, Asset.issued("AAA", ISSUER));
    private static final TradePair BBB = new TradePair(NativeAsset.XLM, Asset.issued("BBB", ISSUER));

    private final FailedBooks books = new FailedBooks();

    @Test
    void whatFailsInOneScanIsReportedAsOne() {
        books.failed(AAA, "502");
        books.failed(BBB, "400");

        assertThat(books.news()).contains(new News(2, AAA, "502"));
    }

    @Test
    void aScanThatReadsAllHasNoNews() {
        books.read(AAA);

        assertThat(books.news()).isEmpty();
    }

    @Test
    void whatGoesOnFailingIsReportedOnceAndAgainAfterItWasRead() {
        books.failed(AAA, "502");
        assertThat(books.news()).isPresent();
        books.failed(AAA, "502");
        assertThat(books.news()).isEmpty();

        books.read(AAA);
        assertThat(books.news()).isEmpty();

        books.failed(AAA, "502");
        assertThat(books.news()).contains(new News(1, AAA, "502"));
    }

    @Test
    void aNewFailureIsReportedBesideThoseThatAreKnown() {
        books.failed(AAA, "502");
        assertThat(books.news()).isPresent();

        books.failed(AAA, "502");
        books.failed(BBB, "400");

        assertThat(books.news()).contains(new News(2, BBB, "400"));
    }
}
