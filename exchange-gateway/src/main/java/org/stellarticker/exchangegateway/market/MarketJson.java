package org.stellarticker.exchangegateway.market;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.Amount;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchangegateway.order.Decimals;

/** Public market data as JSON. */
public final class MarketJson {

    private static final int BASIS_POINT_DECIMALS = 4;

    private MarketJson() {}

    public static void write(JsonGenerator json, Instrument instrument) throws IOException {
        json.writeStartObject();
        json.writeStringField("instrument", instrument.symbol());
        json.writeStringField("base", instrument.base().sep11());
        json.writeStringField("counter", instrument.counter().sep11());
        json.writeStringField("tick", Decimals.text(1, instrument.priceDecimals()));
        json.writeStringField("lot", units(instrument.lot()));
        json.writeStringField("minimum", units(instrument.minimum()));
        json.writeStringField("maximum", units(instrument.maximum()));
        json.writeStringField("taker_fee", Decimals.text(instrument.takerFee(), BASIS_POINT_DECIMALS));
        json.writeEndObject();
    }

    public static void write(JsonGenerator json, Depth depth, Instrument instrument) throws IOException {
        json.writeStartObject();
        json.writeStringField("instrument", instrument.symbol());
        writeLevels(json, "bids", depth.bids(), instrument);
        writeLevels(json, "asks", depth.asks(), instrument);
        json.writeNumberField("event", depth.event());
        json.writeEndObject();
    }

    private static void writeLevels(JsonGenerator json, String side, List<Level> levels, Instrument instrument)
            throws IOException {
        json.writeArrayFieldStart(side);
        for (Level level : levels) {
            json.writeStartArray();
            json.writeString(Decimals.text(level.price(), instrument.priceDecimals()));
            json.writeString(units(level.amount()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    public static void write(JsonGenerator json, Event.LevelChanged change, Instrument instrument) throws IOException {
        json.writeStartObject();
        json.writeStringField("instrument", instrument.symbol());
        json.writeStringField("side", change.side().text());
        json.writeStringField("price", Decimals.text(change.price(), instrument.priceDecimals()));
        json.writeStringField("amount", units(change.amount()));
        json.writeNumberField("orders", change.orders());
        json.writeNumberField("event", change.number());
        json.writeEndObject();
    }

    public static void write(JsonGenerator json, Fill fill, Instrument instrument) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", fill.number());
        json.writeStringField("instrument", instrument.symbol());
        json.writeStringField("price", Decimals.text(fill.price(), instrument.priceDecimals()));
        json.writeStringField("amount", units(fill.baseAmount()));
        json.writeStringField("counter_amount", units(fill.counterAmount()));
        json.writeStringField("taker_side", fill.takerSide().text());
        json.writeStringField("at", fill.at().toString());
        json.writeEndObject();
    }

    public static void write(JsonGenerator json, MarketState.Ticker ticker) throws IOException {
        Instrument instrument = ticker.instrument();
        json.writeStartObject();
        json.writeStringField("instrument", instrument.symbol());
        writeLevel(json, "bid", ticker.bid(), instrument);
        writeLevel(json, "ask", ticker.ask(), instrument);
        if (ticker.last().isPresent()) {
            Fill last = ticker.last().get();
            json.writeStringField("last_price", Decimals.text(last.price(), instrument.priceDecimals()));
            json.writeStringField("last_amount", units(last.baseAmount()));
            json.writeStringField("last_trade_at", last.at().toString());
        } else {
            json.writeNullField("last_price");
            json.writeNullField("last_amount");
            json.writeNullField("last_trade_at");
        }
        json.writeEndObject();
    }

    private static void writeLevel(JsonGenerator json, String name, Optional<Level> level, Instrument instrument)
            throws IOException {
        if (level.isPresent()) {
            json.writeStringField(name, Decimals.text(level.get().price(), instrument.priceDecimals()));
            json.writeStringField(name + "_amount", units(level.get().amount()));
        } else {
            json.writeNullField(name);
            json.writeNullField(name + "_amount");
        }
    }

    private static String units(long stroops) {
        return Decimals.text(stroops, Amount.SCALE);
    }
}
