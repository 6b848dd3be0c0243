package org.stellarticker.graphqlserver.rest;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.graphqlserver.http.Json;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.marketdata.window.WindowedMarket;

/** A market's VWAP over a window, as JSON. */
final class VwapJson {

    private VwapJson() {}

    static byte[] of(WindowedMarket market) {
        Optional<MarketStats> traded = market.traded();
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("base", RestForms.sep11(market.pair().base()));
            json.writeStringField("counter", RestForms.sep11(market.pair().counter()));
            json.writeStringField("from", market.from().toString());
            json.writeStringField("to", market.to().toString());
            RestForms.writeNumber(json, "vwap", market.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)));
            json.writeStringField(
                    "base_volume",
                    PlainDecimal.of(traded.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO)));
            json.writeStringField(
                    "counter_volume",
                    PlainDecimal.of(traded.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO)));
            json.writeNumberField(
                    "trade_count",
                    traded.map(MarketStats::tradeCount).orElse(0L).longValue());
            CoverageJson.write(json, market.complete(), market.audited(), market.coverage());
            json.writeEndObject();
        });
    }
}
