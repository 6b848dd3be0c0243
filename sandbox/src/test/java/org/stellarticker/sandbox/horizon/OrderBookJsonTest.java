package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.json.OrderBookJson;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.OrderBookState.Level;

/** A book that a real Horizon returned is returned again. */
class OrderBookJsonTest {

    private final String recorded = recorded();
    private final JsonNode answer = RecordedHorizon.json(recorded);
    private final OrderBookState book = new OrderBookState(levels("bids"), levels("asks"));
    private final Asset counter = Asset.issued(
            answer.at("/counter/asset_code").asText(),
            answer.at("/counter/asset_issuer").asText());

    @Test
    void theBookIsWrittenAsRecordedByteForByte() {
        assertThat(written(book, 20)).isEqualTo(recorded);
    }

    @Test
    void eachSideEndsAtTheLimitWithItsBestPrices() {
        JsonNode shorter = RecordedHorizon.json(written(book, 3));

        assertThat(shorter.get("bids")).hasSize(3);
        assertThat(shorter.get("bids").get(0)).isEqualTo(answer.get("bids").get(0));
        assertThat(shorter.get("asks")).hasSize(3);
    }

    @Test
    void aBookTurnedTwiceIsTheBook() {
        assertThat(book.turned().turned()).isEqualTo(book);
        assertThat(book.turned().bids().getFirst().price())
                .isEqualTo(book.asks().getFirst().price().inverse());
    }

    private String written(OrderBookState shown, int levels) {
        var json = new JsonWriter(JsonWriter.Layout.INDENTED, 64);
        OrderBookJson.write(json, NativeAsset.XLM, counter, shown, levels);
        return StandardCharsets.UTF_8.decode(json.written()).toString();
    }

    private List<Level> levels(String side) {
        List<Level> levels = new ArrayList<>();
        for (JsonNode level : answer.get(side)) {
            levels.add(new Level(
                    new Price(
                            level.at("/price_r/n").asLong(),
                            level.at("/price_r/d").asLong()),
                    Amount.parse(level.get("amount").asText()).stroops()));
        }
        return levels;
    }

    private static String recorded() {
        try (var in = Objects.requireNonNull(OrderBookJsonTest.class.getResourceAsStream("order_book.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
