package org.stellarticker.ingester.horizon.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.Hostile;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

class BookPageTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";

    @Test
    void readsARecordedBookWhole() {
        var book = levels(BookPage.read(Recorded.bytes("order_book_native_issued_200.json")));

        assertThat(book.bids()).hasSize(180);
        assertThat(book.asks()).hasSize(180);
        assertThat(book.bids().getFirst()).isEqualTo(new Level(new Price(2500, 30020167), Amount.parse("0.1422010")));
    }

    @Test
    void aBookOfOtherAssetsIsAFaultThatPasses() {
        String book = """
            {"bids": [], "asks": [], "base": {"asset_type": "native"}, "counter": {"asset_type": "credit_alphanum4",
             "asset_code": "USD", "asset_issuer": "%s"}}""".formatted(ISSUER);
        var asked = new TradePair(NativeAsset.XLM, Asset.issued("USD", ISSUER));

        assertThat(levels(BookPage.read(book.getBytes(UTF_8), asked)).bids()).isEmpty();
        for (TradePair other : List.of(
                new TradePair(NativeAsset.XLM, Asset.issued("EUR", ISSUER)),
                new TradePair(Asset.issued("USD", ISSUER), NativeAsset.XLM))) {
            assertThatThrownBy(() -> BookPage.read(book.getBytes(UTF_8), other))
                    .isInstanceOf(HorizonException.class)
                    .hasMessageStartingWith("Horizon's order book: expected the ");
        }
    }

    @Test
    void readsAnEmptyBook() {
        var book = levels(BookPage.read(Recorded.bytes("order_book_empty.json")));

        assertThat(book.bids()).isEmpty();
        assertThat(book.asks()).isEmpty();
    }

    @Test
    void pricesBeyond64BitsAreReducedAndNumbersMayBeStrings() {
        var book = levels(read("""
            {"bids": [], "asks": [{"price": "0.0000000", "amount": "2.5000000",
             "price_r": {"n": 36893488147419103232, "d": "73786976294838206464"}}]}\
            """));

        assertThat(book.asks()).containsExactly(new Level(new Price(1, 2), Amount.parse("2.5")));
    }

    @Test
    void aLevelBeyond64BitsOfStroopsCounts() {
        var book = levels(BookPage.read(Hostile.bytes("book-beyond-int64.json")));
        var pair = new TradePair(NativeAsset.XLM, Asset.issued("BOOK", ISSUER));

        var sums = OrderBookSummary.of(pair, book.bids(), book.asks(), Instant.EPOCH);

        assertThat(book.rejected()).isEmpty();
        assertThat(sums.bidCount()).isEqualTo(1);
        assertThat(sums.bidVolume()).isEqualByComparingTo("100");
        assertThat(sums.bestBid()).hasValueSatisfying(bid -> assertThat(bid).isEqualByComparingTo(new Price(2, 5)));
        assertThat(sums.askCount()).isEqualTo(2);
        assertThat(sums.askVolume()).isEqualByComparingTo("922337203691.4775807");
        assertThat(sums.bestAsk()).hasValueSatisfying(ask -> assertThat(ask).isEqualByComparingTo(new Price(1, 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{}",
                "{\"amount\": \"1e999999999\", \"price_r\": {\"n\": 1, \"d\": 1}}",
                "{\"amount\": \"NaN\", \"price_r\": {\"n\": 1, \"d\": 1}}",
                "{\"amount\": \"-1\", \"price_r\": {\"n\": 1, \"d\": 1}}",
                "{\"amount\": \"1\", \"price_r\": {\"n\": 0, \"d\": 1}}",
                "{\"amount\": \"1\", \"price_r\": {\"n\": 1e999999999, \"d\": 1}}",
                "{\"amount\": \"1\", \"price_r\": {\"n\": 36893488147419103233, \"d\": 2}}",
                "{\"amount\": \"1\", \"price_r\": {\"n\": 1}}",
                "{\"amount\": \"1\" \"price_r\": {\"n\": 1, \"d\": 1}}"
            })
    void anUnreadableLevelIsRejectedAlone(String level) {
        String good = "{\"amount\": \"8\", \"price_r\": {\"n\": 1, \"d\": 2}}";
        var book = levels(read("{\"bids\": [" + good + ", " + level + "], \"asks\": [" + level + "," + good + "]}"));

        var read = new Level(new Price(1, 2), Amount.parse("8"));
        assertThat(book.bids()).containsExactly(read);
        assertThat(book.asks()).containsExactly(read);
        assertThat(book.rejected()).extracting(RejectedRecord::token).containsExactly("bid 2", "ask 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"bids\": []}",
                "{\"bids\": [], \"asks\": [{}]}",
                "{\"bids\": [], \"asks\": null}",
                "{\"bids\": [7], \"asks\": []}",
                "{\"bids\": [], \"asks\": [{\"amount\": \"1\", \"price_r\": {\"n\": 0, \"d\": 1}}]}",
                "{\"bids\": [], \"asks\": [{\"amount\": \"1\", \"price_r\": {\"n\": 1}}]}",
                "{\"bids\": [], \"asks\": [{\"amount\": \"-1\", \"price_r\": {\"n\": 1, \"d\": 1}}]}",
                "{\"bids\": [], \"asks\": [{\"amount\": \"much\", \"price_r\": {\"n\": 1, \"d\": 1}}]}",
                "{\"bids\": [], \"asks\": [{\"amount\": null, \"price_r\": {\"n\": 1, \"d\": 1}}]}",
                "{\"bids\": [], \"asks\": [{\"amount\": \"1\", \"price_r\": \"1/2\"}]}",
            })
    void aWholeAnswerThatIsNoOrderBookIsRefused(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Result.Failure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(Result.Cause.REFUSED));
    }

    /** Levels that a level without its brace hides are not counted; the sums would be wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"BAD, GOOD, GOOD", "GOOD, BAD, GOOD", "GOOD, GOOD, BAD", "BAD, GOOD, GOOD}", "GOOD}, GOOD"})
    void aBookWithALevelThatMayHideOthersIsReportedAsUnreadable(String levels) {
        String good = "{\"amount\": \"8\", \"price_r\": {\"n\": 1, \"d\": 2}}";
        String sent = levels.replace("GOOD", good).replace("BAD", good.substring(0, good.length() - 1));

        assertThat(read("{\"bids\": [" + sent + "], \"asks\": [" + good + "]}")).isInstanceOf(Result.Failure.class);
        assertThat(read("{\"bids\": [" + good + "], \"asks\": [" + sent + "]}")).isInstanceOf(Result.Failure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html></html>", "{\"bids\": [], \"asks\": [", "{\"bids\": [], \"asks\": [{\"amount\": \"1"})
    void anIncompleteOrderBookMayPass(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(HorizonException.class)
                .hasMessageContaining("order book");
    }

    /** The parser reports input that ends between two values otherwise than input that ends within one. */
    @Test
    void aBookCutOffAnywhereMayPass() {
        String book = """
                {"bids": [{"price_r": {"n": 1, "d": 2}, "price": "0.5000000", "amount": "10.0000000"}],
                 "asks": [{"price_r": {"n": 3, "d": 4}, "price": "0.7500000", "amount": "8.0000000"}]}""";

        // Without its last brace alone, both of its lists are whole.
        for (int length = 1; length < book.length() - 1; length++) {
            String cutOff = book.substring(0, length);
            assertThatThrownBy(() -> read(cutOff)).as(cutOff).isInstanceOf(HorizonException.class);
        }
    }

    private static OrderBookLevels levels(Result<OrderBookLevels> read) {
        return read.find().orElseThrow();
    }

    private static Result<OrderBookLevels> read(String text) {
        return BookPage.read(text.getBytes(UTF_8));
    }
}
