package org.stellarticker.webhooksender.match;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;
import org.stellarticker.core.subscription.SubscriptionFilter.Spread;
import org.stellarticker.core.subscription.SubscriptionFilter.Volume;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.subscription.WatchedAssetStore.Listed;
import org.stellarticker.db.subscription.WatchedAssetStore.State;
import org.stellarticker.db.subscription.WatchedAssetStore.Watched;
import org.stellarticker.marketdata.MarketCandle;

/**
 * Writes the payloads of messages, in the form of Standard Webhooks: {@code type}, {@code timestamp} and {@code data}, whose members
 * are those of the API's lists. Numbers of 64 bits and decimals are texts, because many readers of JSON round them.
 */
final class MessageJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private MessageJson() {}

    private interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String message(String type, Instant timestamp, Members data) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("timestamp", timestamp.toString());
            json.writeObjectFieldStart("data");
            data.writeTo(json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
        return text.toString();
    }

    static String trade(Trade trade) {
        return message("trade", trade.ledgerCloseTime(), json -> writeTrade(json, trade));
    }

    /** @param trade in the direction of the subscription */
    static String price(PriceCrossing crossing, Trade trade) {
        return message("price", trade.ledgerCloseTime(), json -> {
            writePair(json, crossing.pair());
            json.writeStringField("direction", crossing.direction().name().toLowerCase(Locale.ROOT));
            json.writeStringField("level", PlainDecimal.of(crossing.level()));
            json.writeStringField("price", PlainDecimal.of(trade.price()));
            json.writeObjectFieldStart("trade");
            writeTrade(json, trade);
            json.writeEndObject();
        });
    }

    static String newMarket(Trade first) {
        return message("new_market", first.ledgerCloseTime(), json -> {
            writePair(json, first.pair());
            json.writeObjectFieldStart("trade");
            writeTrade(json, first);
            json.writeEndObject();
        });
    }

    static String candle(TradePair pair, CandleInterval interval, MarketCandle candle) {
        return message("candle", candle.closeTime(), json -> {
            writePair(json, pair);
            json.writeStringField("interval", interval.word());
            json.writeStringField("open_time", candle.openTime().toString());
            json.writeStringField("close_time", candle.closeTime().toString());
            writePrice(json, "open", candle.prices().map(CandlePrices::open));
            writePrice(json, "high", candle.prices().map(CandlePrices::high));
            writePrice(json, "low", candle.prices().map(CandlePrices::low));
            writePrice(json, "close", candle.prices().map(CandlePrices::close));
            json.writeStringField("base_volume", PlainDecimal.of(candle.baseVolume()));
            json.writeStringField("counter_volume", PlainDecimal.of(candle.counterVolume()));
            writeText(
                    json,
                    "vwap",
                    candle.vwap()
                            .map(average -> average.decimal(PlainDecimal.PRECISION))
                            .map(PlainDecimal::of));
            json.writeNumberField("trade_count", candle.tradeCount());
            json.writeNumberField("revision", candle.revision());
        });
    }

    static String volume(Volume wanted, BigDecimal sum, Instant at) {
        return message("volume", at, json -> {
            writePair(json, wanted.pair());
            json.writeNumberField("window_seconds", wanted.window().toSeconds());
            json.writeStringField("above", PlainDecimal.of(wanted.above()));
            json.writeStringField("base_volume", PlainDecimal.of(sum));
        });
    }

    static String spread(Spread wanted, BigDecimal percent, Instant since, Instant at) {
        return message("spread", at, json -> {
            writePair(json, wanted.pair());
            json.writeNumberField("window_seconds", wanted.window().toSeconds());
            json.writeStringField("above_percent", PlainDecimal.of(wanted.above()));
            json.writeStringField("spread_percent", PlainDecimal.of(percent));
            json.writeStringField("since", since.toString());
        });
    }

    static String listed(Listed listed, String domain) {
        return message("new_asset", listed.listedAt(), json -> {
            json.writeStringField("asset", listed.asset().sep11());
            json.writeStringField("domain", domain);
        });
    }

    static String changed(Watched asset, State before, Instant at) {
        return message("asset", at, json -> {
            State now = asset.state();
            json.writeStringField("asset", asset.asset().sep11());
            json.writeBooleanField("is_valid", now.valid());
            json.writeBooleanField("is_listed", now.listed());
            json.writeStringField("status", now.status());
            json.writeArrayFieldStart("changed");
            for (String name : changes(before, now)) {
                json.writeString(name);
            }
            json.writeEndArray();
        });
    }

    private static List<String> changes(State before, State now) {
        var changed = new ArrayList<String>();
        if (before.valid() != now.valid()) {
            changed.add("is_valid");
        }
        if (before.listed() != now.listed()) {
            changed.add("is_listed");
        }
        if (!before.status().equals(now.status())) {
            changed.add("status");
        }
        if (!before.tomlHash().equals(now.tomlHash())) {
            changed.add("toml");
        }
        return changed;
    }

    static String stale(Instant newest, Instant at) {
        return message("feed", at, json -> json.writeStringField("complete_to", newest.toString()));
    }

    static String gap(Instant found, String detail) {
        return message("gap", found, json -> json.writeStringField("detail", detail));
    }

    static String disagreement(Instant hour, String reason, Instant decidedAt) {
        return message("audit", decidedAt, json -> {
            json.writeStringField("hour", hour.toString());
            json.writeStringField("reason", reason);
        });
    }

    static String test(Instant requestedAt, String typeOfSubscription) {
        return message("test", requestedAt, json -> json.writeStringField("subscription_type", typeOfSubscription));
    }

    private static void writeTrade(JsonGenerator json, Trade trade) throws IOException {
        json.writeStringField("paging_token", trade.id().toString());
        json.writeNumberField("ledger", trade.id().ledger().value());
        json.writeStringField("ledger_close_time", trade.ledgerCloseTime().toString());
        json.writeStringField("type", trade.type().word());
        writePair(json, trade.pair());
        json.writeStringField(
                "base_amount", PlainDecimal.of(trade.base().amount().units()));
        json.writeStringField(
                "counter_amount", PlainDecimal.of(trade.counter().amount().units()));
        json.writeStringField("price", PlainDecimal.of(trade.price()));
        json.writeStringField("price_n", Long.toString(trade.price().n()));
        json.writeStringField("price_d", Long.toString(trade.price().d()));
        json.writeBooleanField("base_is_seller", trade.baseIsSeller());
        writeText(json, "base_account", trade.base().party().findAddress());
        writeText(json, "base_offer_id", text(trade.base().party().findOffer()));
        writeText(json, "counter_account", trade.counter().party().findAddress());
        writeText(json, "counter_offer_id", text(trade.counter().party().findOffer()));
        writeText(json, "liquidity_pool_id", trade.poolId());
    }

    private static void writePair(JsonGenerator json, TradePair pair) throws IOException {
        json.writeStringField("base", pair.base().sep11());
        json.writeStringField("counter", pair.counter().sep11());
    }

    private static void writePrice(JsonGenerator json, String name, Optional<Price> price) throws IOException {
        writeText(json, name, price.map(PlainDecimal::of));
    }

    private static void writeText(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static Optional<String> text(OptionalLong number) {
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
    }
}
