package org.stellarticker.graphqlserver.binance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.Json;

/** The markets and their symbols. Orders are not taken, so that there are no rules for them but the smallest amount. */
final class ExchangeInfoJson {

    private static final String STROOP = "0.0000001";

    private ExchangeInfoJson() {}

    /**
     * Writes the answer.
     *
     * @param pairs in the direction of their quotes
     * @param now in milliseconds since 1970
     */
    static byte[] of(List<TradePair> pairs, BinanceSymbols symbols, long now) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("timezone", "UTC");
            json.writeNumberField("serverTime", now);
            json.writeArrayFieldStart("rateLimits");
            json.writeEndArray();
            json.writeArrayFieldStart("exchangeFilters");
            json.writeEndArray();
            json.writeArrayFieldStart("symbols");
            for (TradePair pair : pairs) {
                write(json, pair, symbols);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, TradePair pair, BinanceSymbols symbols) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", symbols.symbol(pair));
        json.writeStringField("status", "TRADING");
        json.writeStringField("baseAsset", symbols.asset(pair.base()));
        json.writeNumberField("baseAssetPrecision", Amount.SCALE);
        json.writeStringField("quoteAsset", symbols.asset(pair.counter()));
        json.writeNumberField("quotePrecision", Amount.SCALE);
        json.writeNumberField("quoteAssetPrecision", Amount.SCALE);
        json.writeNumberField("baseCommissionPrecision", Amount.SCALE);
        json.writeNumberField("quoteCommissionPrecision", Amount.SCALE);
        json.writeArrayFieldStart("orderTypes");
        json.writeString("LIMIT");
        json.writeEndArray();
        for (String never : List.of("icebergAllowed", "ocoAllowed", "otoAllowed", "cancelReplaceAllowed")) {
            json.writeBooleanField(never, false);
        }
        json.writeBooleanField("quoteOrderQtyMarketAllowed", false);
        json.writeBooleanField("allowTrailingStop", false);
        json.writeBooleanField("isSpotTradingAllowed", true);
        json.writeBooleanField("isMarginTradingAllowed", false);
        writeAmounts(json);
        json.writeArrayFieldStart("permissions");
        json.writeString("SPOT");
        json.writeEndArray();
        json.writeArrayFieldStart("permissionSets");
        json.writeStartArray();
        json.writeString("SPOT");
        json.writeEndArray();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeAmounts(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("filters");
        json.writeStartObject();
        json.writeStringField("filterType", "LOT_SIZE");
        json.writeStringField("minQty", STROOP);
        json.writeStringField("maxQty", new Amount(Long.MAX_VALUE).toString());
        json.writeStringField("stepSize", STROOP);
        json.writeEndObject();
        json.writeEndArray();
    }
}
