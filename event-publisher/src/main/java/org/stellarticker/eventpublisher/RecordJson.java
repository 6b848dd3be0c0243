package org.stellarticker.eventpublisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.stream.ChangeFeed.PairCandle;
import org.stellarticker.marketdata.stream.Correction;

/**
 * Writes the values of records as JSON, with the members and forms of the API's lists; docs/events has their schemas. Numbers of
 * 64 bits and decimals are texts, because many readers of JSON round them.
 */
final class RecordJson {

    /** Grows with a change that a reader of the earlier one does not understand. */
    static final int SCHEMA = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private RecordJson() {}

    private interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Returns the key of a market's records, such as {@code native/USDC:GA5Z…}. */
    static byte[] key(TradePair pair) {
        return (pair.base().sep11() + "/" + pair.counter().sep11()).getBytes(UTF_8);
    }

    static byte[] of(MarketTrade stored, long epoch, long event) {
        return object(epoch, json -> {
            json.writeNumberField("event_position", event);
            writeTrade(json, stored.trade());
            json.writeStringField("ingested_from", stored.ingestedFrom().word());
            json.writeStringField("stored_at", stored.storedAt().toString());
        });
    }

    private static void writeTrade(JsonGenerator json, Trade trade) throws IOException {
        LedgerSequence ledger = trade.id().ledger();
        json.writeStringField("paging_token", trade.id().toString());
        json.writeNumberField("ledger", ledger.value());
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

    static byte[] of(Correction correction, long epoch, long event) {
        return object(epoch, json -> {
            json.writeNumberField("event_position", event);
            writePair(json, correction.pair());
            json.writeStringField("from", correction.from().toString());
            json.writeStringField("to", correction.to().toString());
            json.writeStringField("reason", correction.reason().word());
        });
    }

    static byte[] of(MarketSummary market, long epoch) {
        return object(epoch, json -> {
            writePair(json, market.pair());
            json.writeStringField("from", market.from().toString());
            json.writeStringField("as_of", market.asOf().toString());
            Optional<MarketStats> traded = market.traded();
            writePrice(json, "open", traded.map(MarketStats::open));
            writePrice(json, "high", traded.map(MarketStats::high));
            writePrice(json, "low", traded.map(MarketStats::low));
            writePrice(json, "close", traded.map(MarketStats::close));
            writeDecimal(json, "vwap", market.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)));
            json.writeStringField("base_volume", PlainDecimal.of(market.baseVolume()));
            json.writeStringField("counter_volume", PlainDecimal.of(market.counterVolume()));
            json.writeNumberField("trade_count", market.tradeCount());
            writeText(
                    json,
                    "last_trade_time",
                    traded.map(stats -> stats.lastTradeTime().toString()));
            writePrice(json, "bid", market.offers().flatMap(BestOffers::bid));
            writePrice(json, "ask", market.offers().flatMap(BestOffers::ask));
            writeText(
                    json,
                    "book_as_of",
                    market.offers().map(offers -> offers.asOf().toString()));
        });
    }

    static byte[] of(PairCandle changed, long epoch) {
        return object(epoch, json -> {
            var candle = changed.candle();
            writePair(json, changed.pair());
            json.writeStringField("interval", changed.interval().word());
            json.writeStringField("open_time", candle.openTime().toString());
            json.writeStringField("close_time", candle.closeTime().toString());
            writePrice(json, "open", candle.prices().map(CandlePrices::open));
            writePrice(json, "high", candle.prices().map(CandlePrices::high));
            writePrice(json, "low", candle.prices().map(CandlePrices::low));
            writePrice(json, "close", candle.prices().map(CandlePrices::close));
            json.writeStringField("base_volume", PlainDecimal.of(candle.baseVolume()));
            json.writeStringField("counter_volume", PlainDecimal.of(candle.counterVolume()));
            writeDecimal(json, "vwap", candle.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)));
            json.writeNumberField("trade_count", candle.tradeCount());
            json.writeNumberField("revision", candle.revision());
            json.writeBooleanField("dust_excluded", candle.dustExcluded());
        });
    }

    private static byte[] object(long epoch, Members members) {
        return bytes(json -> {
            json.writeNumberField("schema", SCHEMA);
            json.writeNumberField("epoch", epoch);
            members.writeTo(json);
        });
    }

    /** Returns an object of members. */
    private static byte[] bytes(Members members) {
        try (var bytes = new ByteArrayBuilder();
                JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
    }

    static byte[] of(PublishedPosition position) {
        return bytes(json -> {
            json.writeNumberField("schema", SCHEMA);
            json.writeNumberField("epoch", position.epoch());
            json.writeStringField("position", position.position().toString());
            json.writeNumberField("event_position", position.position().lastEvent());
            writeText(json, "event_at", position.lastEventAt().map(Object::toString));
        });
    }

    private static void writePair(JsonGenerator json, TradePair pair) throws IOException {
        json.writeStringField("base", pair.base().sep11());
        json.writeStringField("counter", pair.counter().sep11());
    }

    private static void writePrice(JsonGenerator json, String name, Optional<Price> price) throws IOException {
        writeText(json, name, price.map(PlainDecimal::of));
    }

    private static void writeDecimal(JsonGenerator json, String name, Optional<BigDecimal> number) throws IOException {
        writeText(json, name, number.map(PlainDecimal::of));
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
