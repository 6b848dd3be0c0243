package org.stellarticker.graphqlserver.listing;

import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.graphqlserver.form.LevelsJson;
import org.stellarticker.http.Json;

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
            LevelsJson.write(json, "bids", book.bidsInBase(), most);
            LevelsJson.write(json, "asks", book.asks(), most);
            json.writeEndObject();
        });
    }
}
