package org.stellarticker.graphqlserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.graphqlserver.http.Json;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.WindowCoverage;

/** Candles, as JSON. */
final class CandlesJson {

    private CandlesJson() {}

    static byte[] of(CandleSeries.Page page) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (MarketCandle candle : page.candles()) {
                write(json, candle, page.coverage().orElseThrow());
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", page.next().map(Instant::toString));
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, MarketCandle candle, WindowCoverage coverage) throws IOException {
        json.writeStartObject();
        writeMembers(json, candle, coverage);
        json.writeEndObject();
    }

    /** @param coverage of the candle's time, or of more */
    static void writeMembers(JsonGenerator json, MarketCandle candle, WindowCoverage coverage) throws IOException {
        json.writeStringField("open_time", candle.openTime().toString());
        json.writeStringField("close_time", candle.closeTime().toString());
        Optional<CandlePrices> prices = candle.prices();
        RestForms.writePrice(json, "open", prices.map(CandlePrices::open));
        RestForms.writePrice(json, "high", prices.map(CandlePrices::high));
        RestForms.writePrice(json, "low", prices.map(CandlePrices::low));
        RestForms.writePrice(json, "close", prices.map(CandlePrices::close));
        json.writeStringField("base_volume", PlainDecimal.of(candle.baseVolume()));
        json.writeStringField("counter_volume", PlainDecimal.of(candle.counterVolume()));
        RestForms.writeNumber(json, "vwap", candle.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)));
        json.writeNumberField("trade_count", candle.tradeCount());
        json.writeBooleanField("complete", coverage.complete(candle.openTime(), candle.closeTime()));
        json.writeBooleanField("audited", coverage.audited(candle.openTime(), candle.closeTime()));
        json.writeNumberField("revision", candle.revision());
        json.writeStringField("source", candle.source().word());
        json.writeBooleanField("dust_excluded", candle.dustExcluded());
        json.writeStringField("served_from", "database");
    }
}
