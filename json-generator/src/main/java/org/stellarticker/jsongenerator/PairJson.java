package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.stellarticker.core.legacy.GoNumber;
import org.stellarticker.marketdata.legacy.LegacyPair;
import org.stellarticker.marketdata.legacy.LegacyStats;
import org.stellarticker.marketdata.legacy.OrderBookStats;

/** Writes one entry of {@code markets.json}; the order of its members never changes. */
final class PairJson {

    private PairJson() {}

    static void write(JsonGenerator json, LegacyPair pair) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", pair.name());
        writeDay(json, pair.dayStats());
        writeWeek(json, pair.weekStats());
        json.writeStringField("close_time", GoJson.rfc3339(pair.closeTime()));
        writeBooks(json, pair.books());
        json.writeEndObject();
    }

    private static void writeDay(JsonGenerator json, LegacyStats stats) throws IOException {
        number(json, "base_volume", stats.baseVolume());
        number(json, "counter_volume", stats.counterVolume());
        json.writeNumberField("trade_count", stats.tradeCount());
        number(json, "open", stats.open());
        number(json, "low", stats.low());
        number(json, "high", stats.high());
        number(json, "change", stats.change());
    }

    private static void writeWeek(JsonGenerator json, LegacyStats stats) throws IOException {
        number(json, "base_volume_7d", stats.baseVolume());
        number(json, "counter_volume_7d", stats.counterVolume());
        json.writeNumberField("trade_count_7d", stats.tradeCount());
        number(json, "open_7d", stats.open());
        number(json, "low_7d", stats.low());
        number(json, "high_7d", stats.high());
        number(json, "change_7d", stats.change());
        number(json, "price", stats.close());
        number(json, "close", stats.close());
    }

    private static void writeBooks(JsonGenerator json, OrderBookStats books) throws IOException {
        json.writeNumberField("bid_count", books.bidCount());
        number(json, "bid_volume", books.bidVolume());
        number(json, "bid_max", books.bidMax());
        json.writeNumberField("ask_count", books.askCount());
        number(json, "ask_volume", books.askVolume());
        number(json, "ask_min", books.askMin());
        number(json, "spread", books.spread());
        number(json, "spread_mid_point", books.spreadMidPoint());
    }

    private static void number(JsonGenerator json, String member, BigDecimal value) throws IOException {
        json.writeFieldName(member);
        json.writeNumber(GoNumber.text(value));
    }
}
