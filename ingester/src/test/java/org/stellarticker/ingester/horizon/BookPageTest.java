package org.stellarticker.ingester.horizon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;

class BookPageTest {

    @Test
    void aRecordedBookIsReadWhole() {
        var book = (BookReading.Book) BookPage.read(Recorded.bytes("order_book_native_issued_200.json"));

        assertThat(book.bids()).hasSize(180);
        assertThat(book.asks()).hasSize(180);
        assertThat(book.bids().getFirst()).isEqualTo(new Level(new Price(2500, 30020167), Amount.parse("0.1422010")));
    }

    @Test
    void anEmptyBookIsOne() {
        var book = (BookReading.Book) BookPage.read(Recorded.bytes("order_book_empty.json"));

        assertThat(book.bids()).isEmpty();
        assertThat(book.asks()).isEmpty();
    }

    @Test
    void pricesBeyond64BitsAreReducedAndNumbersMayBeStrings() {
        var book = (BookReading.Book) read("""
                {"bids": [], "asks": [{"price": "0.0000000", "amount": "2.5000000",
                 "price_r": {"n": 36893488147419103232, "d": "73786976294838206464"}}]}""");

        assertThat(book.asks()).containsExactly(new Level(new Price(1, 2), Amount.parse("2.5")));
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
    void whatIsNoBookIsToldAsSuch(String text) {
        assertThat(read(text)).isInstanceOf(BookReading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html></html>", "{\"bids\": [], \"asks\": [", "{\"bids\": [], \"asks\": [{\"amount\": \"1"})
    void whatIsNotWholeIsAFaultThatPasses(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(HorizonFault.class).hasMessageContaining("order book");
    }

    private static BookReading read(String text) {
        return BookPage.read(text.getBytes(UTF_8));
    }
}
