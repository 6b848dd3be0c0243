package org.stellarticker.graphqlserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.depth.DepthBand;
import org.stellarticker.marketdata.depth.MarketDepth;
import org.stellarticker.marketdata.depth.Slippage;
import org.stellarticker.marketdata.depth.TakerSide;
import org.stellarticker.marketdata.depth.VenueDepth;

/** A market's depth, as JSON. */
final class DepthJson {

    private DepthJson() {}

    static byte[] of(MarketDepth depth, List<Amount> sizes) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("base", RestForms.sep11(depth.pair().base()));
            json.writeStringField("counter", RestForms.sep11(depth.pair().counter()));
            RestForms.writePrice(json, "bid", depth.bid());
            RestForms.writePrice(json, "ask", depth.ask());
            RestForms.writeNumber(json, "mid", depth.mid().map(mid -> mid.decimal(PlainDecimal.PRECISION)));
            Json.writeText(json, "mid_source", depth.midSource().map(TradeType::word));
            Json.writeText(
                    json, "book_as_of", depth.book().map(book -> book.asOf().toString()));
            Json.writeText(json, "pool_id", depth.pool().map(MarketPool::id));
            Json.writeText(
                    json, "pool_as_of", depth.pool().map(pool -> pool.asOf().toString()));
            writeBands(json, depth.bands());
            writeSlippage(json, depth, sizes);
            json.writeEndObject();
        });
    }

    private static void writeBands(JsonGenerator json, List<DepthBand> bands) throws IOException {
        json.writeArrayFieldStart("bands");
        for (DepthBand band : bands) {
            json.writeStartObject();
            json.writeStringField("percent", PlainDecimal.of(BigDecimal.valueOf(band.withinBp(), 2)));
            writeVenue(json, "book", band.book());
            writeVenue(json, "pool", band.pool());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeVenue(JsonGenerator json, String name, Optional<VenueDepth> venue) throws IOException {
        if (venue.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("bid_counter_volume", PlainDecimal.of(venue.get().bidCounterVolume()));
        json.writeStringField("ask_base_volume", PlainDecimal.of(venue.get().askBaseVolume()));
        json.writeEndObject();
    }

    private static void writeSlippage(JsonGenerator json, MarketDepth depth, List<Amount> sizes) throws IOException {
        json.writeArrayFieldStart("slippage");
        for (Amount size : sizes) {
            for (TakerSide side : TakerSide.values()) {
                json.writeStartObject();
                json.writeStringField("size", PlainDecimal.of(size.units()));
                json.writeStringField("side", side.word());
                writeCost(json, "book", depth.ofBook(side, size));
                writeCost(json, "pool", depth.ofPool(side, size));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void writeCost(JsonGenerator json, String name, Optional<Slippage> cost) throws IOException {
        if (cost.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("price", PlainDecimal.of(cost.get().price()));
        json.writeStringField("slippage_percent", PlainDecimal.of(cost.get().percent()));
        json.writeEndObject();
    }
}
