package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookStats;
import org.stellarticker.core.market.Price;

/**
 * One entry of {@code markets.json}: all markets whose labels form one name, as one.
 *
 * @param name base label, underscore, counter label
 * @param day the last 24 hours; empty when nothing traded in them
 * @param week the last 7 days; what did not trade in them has no entry
 */
record Pair(String name, Optional<MarketStats> day, MarketStats week, OrderBookStats books) {

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /** Writes the members in their frozen order. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        writeDay(json);
        writeWeek(json);
        number(json, "price", frozen(week.close()));
        number(json, "close", frozen(week.close()));
        json.writeStringField("close_time", GoJson.rfc3339(week.lastTradeTime()));
        writeBooks(json);
        json.writeEndObject();
    }

    private void writeDay(JsonGenerator json) throws IOException {
        number(json, "base_volume", day.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO));
        number(json, "counter_volume", day.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO));
        json.writeNumberField("trade_count", day.map(MarketStats::tradeCount).orElse(0L));
        // A day without a trade stands at the week's last price.
        number(json, "open", frozen(day.map(MarketStats::open).orElse(week.close())));
        number(json, "low", frozen(day.map(MarketStats::high).orElse(week.close())));
        number(json, "high", frozen(day.map(MarketStats::low).orElse(week.close())));
        number(json, "change", day.map(Pair::change).orElse(BigDecimal.ZERO));
    }

    private void writeWeek(JsonGenerator json) throws IOException {
        number(json, "base_volume_7d", week.baseVolume());
        number(json, "counter_volume_7d", week.counterVolume());
        json.writeNumberField("trade_count_7d", week.tradeCount());
        number(json, "open_7d", frozen(week.open()));
        number(json, "low_7d", frozen(week.high()));
        number(json, "high_7d", frozen(week.low()));
        number(json, "change_7d", change(week));
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

    /** The frozen direction, base units per counter unit, in which the highest price is what was the lowest. */
    private static BigDecimal frozen(Price price) {
        return price.inverse().decimal(PRECISION);
    }

    private static BigDecimal change(MarketStats stats) {
        return stats.close().inverse().minus(stats.open().inverse(), PRECISION);
    }

    private static void number(JsonGenerator json, String member, BigDecimal figure) throws IOException {
        json.writeFieldName(member);
        json.writeNumber(GoNumber.text(figure));
    }
}
