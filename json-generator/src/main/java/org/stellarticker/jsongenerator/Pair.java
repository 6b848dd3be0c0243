package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.frozen.FrozenStats;
import org.stellarticker.core.frozen.GoNumber;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookStats;

/**
 * One entry of {@code markets.json}: all markets whose labels form one name, as one.
 *
 * @param name base label, underscore, counter label
 * @param day the last 24 hours; empty when nothing traded in them
 * @param week the last 7 days; what did not trade in them has no entry
 */
record Pair(String name, Optional<MarketStats> day, MarketStats week, OrderBookStats books) {

    /** Writes the members in their frozen order. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        writeDay(json);
        writeWeek(json);
        json.writeStringField("close_time", GoJson.rfc3339(week.lastTradeTime()));
        writeBooks(json);
        json.writeEndObject();
    }

    private void writeDay(JsonGenerator json) throws IOException {
        FrozenStats stats = day.map(FrozenStats::of).orElseGet(() -> FrozenStats.standingAt(week.close()));
        number(json, "base_volume", stats.baseVolume());
        number(json, "counter_volume", stats.counterVolume());
        json.writeNumberField("trade_count", stats.tradeCount());
        number(json, "open", stats.open());
        number(json, "low", stats.low());
        number(json, "high", stats.high());
        number(json, "change", stats.change());
    }

    private void writeWeek(JsonGenerator json) throws IOException {
        FrozenStats stats = FrozenStats.of(week);
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

    private void writeBooks(JsonGenerator json) throws IOException {
        json.writeNumberField("bid_count", books.bidCount());
        number(json, "bid_volume", books.bidVolume());
        number(json, "bid_max", books.bidMax());
        json.writeNumberField("ask_count", books.askCount());
        number(json, "ask_volume", books.askVolume());
        number(json, "ask_min", books.askMin());
        number(json, "spread", books.spread());
        number(json, "spread_mid_point", books.spreadMidPoint());
    }

    private static void number(JsonGenerator json, String member, BigDecimal figure) throws IOException {
        json.writeFieldName(member);
        json.writeNumber(GoNumber.text(figure));
    }
}
