package org.stellarticker.graphqlserver.rest;

import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.graphqlserver.rest.form.ServedFromJson;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.archive.AllTimeVwaps;

/** A market's VWAP over a window, as JSON. */
final class VwapJson {

    private VwapJson() {}

    static byte[] of(AllTimeVwaps.Sums market) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("base", RestForms.sep11(market.pair().base()));
            json.writeStringField("counter", RestForms.sep11(market.pair().counter()));
            json.writeStringField("from", market.from().toString());
            json.writeStringField("to", market.to().toString());
            RestForms.writeNumber(json, "vwap", market.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)));
            json.writeStringField("base_volume", PlainDecimal.of(market.baseVolume()));
            json.writeStringField("counter_volume", PlainDecimal.of(market.counterVolume()));
            json.writeNumberField("trade_count", market.tradeCount());
            CoverageJson.write(json, market.complete(), market.audited(), market.coverage());
            ServedFromJson.write(json, market.servedFrom(), market.missing());
            json.writeEndObject();
        });
    }
}
