package org.stellarticker.graphqlserver.binance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.MarketCandle;

/**
 * Candles as Binance's arrays: open time, open, high, low, close, base volume, close time, counter volume, trades, and the
 * volumes of takers that bought, which are not summed and null, and a value that is not used.
 */
final class KlineJson {

    private KlineJson() {}

    /** @param candles with prices */
    static byte[] of(List<MarketCandle> candles) {
        return Json.write(json -> {
            json.writeStartArray();
            for (MarketCandle candle : candles) {
                write(json, candle, candle.prices().orElseThrow());
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, MarketCandle candle, CandlePrices prices) throws IOException {
        json.writeStartArray();
        json.writeNumber(candle.openTime().toEpochMilli());
        json.writeString(PlainDecimal.of(prices.open()));
        json.writeString(PlainDecimal.of(prices.high()));
        json.writeString(PlainDecimal.of(prices.low()));
        json.writeString(PlainDecimal.of(prices.close()));
        json.writeString(PlainDecimal.of(candle.baseVolume()));
        json.writeNumber(candle.closeTime().toEpochMilli() - 1);
        json.writeString(PlainDecimal.of(candle.counterVolume()));
        json.writeNumber(candle.tradeCount());
        json.writeNull();
        json.writeNull();
        json.writeString("0");
        json.writeEndArray();
    }
}
