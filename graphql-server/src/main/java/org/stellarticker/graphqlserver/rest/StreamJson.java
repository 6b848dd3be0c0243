package org.stellarticker.graphqlserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.archive.ServedFrom;
import org.stellarticker.marketdata.stream.Correction;
import org.stellarticker.marketdata.stream.StreamChange;

/** What a stream reports, as JSON. Members have the names and forms of the lists. */
final class StreamJson {

    private StreamJson() {}

    static byte[] of(StreamChange change) {
        return switch (change) {
            case StreamChange.StoredTrade stored -> Json.write(json -> TradeItem.EVENT.write(json, stored.trade()));
            case StreamChange.Corrected corrected -> Json.write(json -> write(json, corrected.correction()));
            case StreamChange.MarketState state ->
                Json.write(json -> {
                    json.writeStartObject();
                    MarketJson.writeMembers(json, state.market());
                    json.writeEndObject();
                });
            case StreamChange.CandleState state -> Json.write(json -> write(json, state));
        };
    }

    private static void write(JsonGenerator json, Correction correction) throws IOException {
        json.writeStartObject();
        writePair(json, correction.pair());
        json.writeStringField("from", correction.from().toString());
        json.writeStringField("to", correction.to().toString());
        json.writeStringField("reason", correction.reason().word());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StreamChange.CandleState state) throws IOException {
        json.writeStartObject();
        writePair(json, state.pair());
        json.writeStringField("interval", state.interval().word());
        CandleItem.FORM.writeMembers(json, new CandleItem(state.candle(), state.coverage(), ServedFrom.DATABASE));
        json.writeEndObject();
    }

    private static void writePair(JsonGenerator json, TradePair pair) throws IOException {
        json.writeStringField("base", RestForms.sep11(pair.base()));
        json.writeStringField("counter", RestForms.sep11(pair.counter()));
    }
}
