package org.stellarticker.graphqlserver.rest.market;

import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.price.TimeWeightedPrice;
import org.stellarticker.marketdata.window.WindowedMarket;

/** A market's time-weighted average price over a window, as JSON. */
final class TwapJson {

    private TwapJson() {}

    static byte[] of(TimeWeightedPrice price) {
        WindowedMarket market = price.market();
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("base", market.pair().base().sep11());
            json.writeStringField("counter", market.pair().counter().sep11());
            json.writeStringField("from", market.from().toString());
            json.writeStringField("to", market.to().toString());
            RestForms.writeNumber(json, "twap", price.twap());
            json.writeStringField("interval", price.interval().word());
            json.writeStringField("base_volume", PlainDecimal.of(market.baseVolume()));
            json.writeStringField("counter_volume", PlainDecimal.of(market.counterVolume()));
            json.writeNumberField("trade_count", market.tradeCount());
            CoverageJson.write(json, market.complete(), market.audited(), market.coverage());
            json.writeEndObject();
        });
    }
}
