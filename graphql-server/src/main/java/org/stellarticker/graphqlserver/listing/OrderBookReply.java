package org.stellarticker.graphqlserver.listing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.graphqlserver.http.Json;

/**
 * An order book in the direction of its quote: levels are a price and an amount of base.
 *
 * @param tickerId the name of the pair, when the site's form has it
 * @param most how many levels a side at most
 */
record OrderBookReply(Optional<String> tickerId, OrderBook book, int most) {

    byte[] json() {
        return Json.write(json -> {
            json.writeStartObject();
            if (tickerId.isPresent()) {
                json.writeStringField("ticker_id", tickerId.get());
            }
            json.writeNumberField("timestamp", book.asOf().toEpochMilli());
            writeLevels(json, "bids", book.bids(), /* amountsInCounter= */ true);
            writeLevels(json, "asks", book.asks(), /* amountsInCounter= */ false);
            json.writeEndObject();
        });
    }

    private void writeLevels(JsonGenerator json, String side, List<Level> levels, boolean amountsInCounter)
            throws IOException {
        json.writeArrayFieldStart(side);
        for (Level level : levels.subList(0, Math.min(most, levels.size()))) {
            BigDecimal amount = amountsInCounter ? inBase(level) : level.amount();
            json.writeStartArray();
            json.writeString(PlainDecimal.of(level.price()));
            json.writeString(PlainDecimal.of(amount));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Horizon gives a bid's amount in counter, which its owner pays. */
    private static BigDecimal inBase(Level level) {
        return level.amount()
                .multiply(BigDecimal.valueOf(level.price().d()))
                .divide(BigDecimal.valueOf(level.price().n()), PlainDecimal.PRECISION);
    }
}
