package org.stellarticker.graphqlserver.rest;

import static org.stellarticker.graphqlserver.rest.form.RestForms.writeNumber;
import static org.stellarticker.graphqlserver.rest.form.RestForms.writePrice;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.part.MarketDetails;

/** A market over a window, as JSON. */
record MarketJson(MarketSummary market, WindowCoverage coverage, List<MarketPool> pools) {

    MarketJson(MarketDetails details) {
        this(details.summary(), details.coverage(), details.pools());
    }

    byte[] json() {
        return Json.write(json -> {
            json.writeStartObject();
            writeMembers(json, market);
            writePools(json);
            CoverageJson.write(json, coverage.completeSoFar(), coverage.audited(), coverage);
            json.writeEndObject();
        });
    }

    /** Writes what a market's trades and its book say. */
    static void writeMembers(JsonGenerator json, MarketSummary market) throws IOException {
        json.writeStringField("base", RestForms.sep11(market.pair().base()));
        json.writeStringField("counter", RestForms.sep11(market.pair().counter()));
        json.writeStringField("from", market.from().toString());
        json.writeStringField("as_of", market.asOf().toString());
        writeTrades(json, market);
        writeOffers(json, market);
    }

    private static void writeTrades(JsonGenerator json, MarketSummary market) throws IOException {
        Optional<MarketStats> traded = market.traded();
        writePrice(json, "open", traded.map(MarketStats::open));
        writePrice(json, "high", traded.map(MarketStats::high));
        writePrice(json, "low", traded.map(MarketStats::low));
        writePrice(json, "close", traded.map(MarketStats::close));
        writeNumber(json, "change", market.change(PlainDecimal.PRECISION));
        writeNumber(json, "vwap", market.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)));
        json.writeStringField("base_volume", PlainDecimal.of(market.baseVolume()));
        json.writeStringField("counter_volume", PlainDecimal.of(market.counterVolume()));
        json.writeNumberField("trade_count", market.tradeCount());
        Json.writeText(
                json,
                "last_trade_time",
                traded.map(stats -> stats.lastTradeTime().toString()));
    }

    private static void writeOffers(JsonGenerator json, MarketSummary market) throws IOException {
        writePrice(json, "bid", market.offers().flatMap(BestOffers::bid));
        writePrice(json, "ask", market.offers().flatMap(BestOffers::ask));
        writeNumber(json, "spread", market.offers().flatMap(offers -> offers.spread(PlainDecimal.PRECISION)));
        Json.writeText(
                json, "book_as_of", market.offers().map(offers -> offers.asOf().toString()));
    }

    private void writePools(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("pools");
        for (MarketPool pool : pools) {
            json.writeStartObject();
            json.writeStringField("id", pool.id());
            writeNumber(json, "base_reserve", Optional.of(pool.baseReserve().units()));
            writeNumber(
                    json, "counter_reserve", Optional.of(pool.counterReserve().units()));
            writePrice(json, "price", pool.price());
            json.writeNumberField("fee_bp", pool.feeBp());
            json.writeStringField("as_of", pool.asOf().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
