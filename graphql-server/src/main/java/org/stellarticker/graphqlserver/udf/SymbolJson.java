package org.stellarticker.graphqlserver.udf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.Json;

/** What a chart needs to know of a symbol. */
final class SymbolJson {

    /** How many digits of a price a chart shows. */
    private static final int DIGITS = 8;

    private static final int MOST_DECIMALS = 16;

    private SymbolJson() {}

    /** @param last the last price, by which the chart's decimals are chosen */
    static byte[] of(TradePair pair, String name, Price last) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("ticker", UdfSymbols.ticker(pair));
            json.writeStringField("description", UdfSymbols.codes(pair));
            json.writeStringField("type", UdfRoutes.TYPE);
            json.writeStringField("session", "24x7");
            json.writeStringField("timezone", "Etc/UTC");
            json.writeStringField("exchange", UdfSymbols.EXCHANGE);
            json.writeStringField("listed_exchange", UdfSymbols.EXCHANGE);
            json.writeStringField("currency_code", pair.counter().code());
            json.writeNumberField("minmov", 1);
            json.writeNumberField("pricescale", priceScale(last));
            json.writeBooleanField("has_intraday", true);
            json.writeBooleanField("has_daily", true);
            json.writeBooleanField("has_weekly_and_monthly", true);
            writeTexts(json, "supported_resolutions", Resolutions.OFFERED);
            writeTexts(json, "intraday_multipliers", Resolutions.INTRADAY);
            json.writeStringField("format", "price");
            json.writeStringField("visible_plots_set", "ohlcv");
            json.writeNumberField("volume_precision", Amount.SCALE);
            json.writeStringField("data_status", "streaming");
            json.writeEndObject();
        });
    }

    /** Returns the power of ten that shows eight digits of a price, at most 16 decimals. */
    static long priceScale(Price price) {
        BigDecimal last = price.decimal(PlainDecimal.PRECISION);
        int wholeDigits = last.precision() - last.scale();
        return BigDecimal.TEN
                .pow(Math.clamp(DIGITS - wholeDigits, 0, MOST_DECIMALS))
                .longValueExact();
    }

    static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
