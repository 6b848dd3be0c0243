package org.stellarticker.graphqlserver.listing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.listing.Swap;

/** Trades in the forms of sites; one is a buy when its taker bought the base. */
final class TradesJson {

    private TradesJson() {}

    /** Writes all trades, the newest first. */
    static byte[] coinMarketCap(List<Swap> swaps) {
        return Json.write(json -> {
            json.writeStartArray();
            for (Swap swap : swaps) {
                json.writeStartObject();
                writeTrade(json, swap, "quote_volume", "timestamp");
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Writes the buys and the sells apart, each the newest first. */
    static byte[] coinGecko(List<Swap> swaps) {
        return Json.write(json -> {
            json.writeStartObject();
            for (String type : List.of("buy", "sell")) {
                json.writeArrayFieldStart(type);
                for (Swap swap : swaps) {
                    if (type(swap).equals(type)) {
                        json.writeStartObject();
                        writeTrade(json, swap, "target_volume", "trade_timestamp");
                        json.writeEndObject();
                    }
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private static void writeTrade(JsonGenerator json, Swap swap, String quoteVolume, String timestamp)
            throws IOException {
        Trade trade = swap.trade();
        json.writeStringField("trade_id", trade.id().toString());
        json.writeStringField("price", PlainDecimal.of(trade.price()));
        json.writeStringField(
                "base_volume", PlainDecimal.of(trade.base().amount().units()));
        json.writeStringField(
                quoteVolume, PlainDecimal.of(trade.counter().amount().units()));
        json.writeNumberField(timestamp, trade.ledgerCloseTime().toEpochMilli());
        json.writeStringField("type", type(swap));
    }

    private static String type(Swap swap) {
        return swap.takerGivesBase() ? "sell" : "buy";
    }
}
