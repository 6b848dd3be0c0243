package org.stellarticker.graphqlserver.udf;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.PricedCandles;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/** TradingView's UDF below {@code /udf}. */
public final class UdfRoutes {

    static final String TYPE = "crypto";

    private static final String PATH = "/udf";
    private static final int USUAL_RESULTS = 30;
    private static final int MOST_RESULTS = 100;

    private final LiveDatabase database;
    private final Clock clock;
    private final QuotedMarkets markets;
    private final UdfSymbols symbols;
    private final SymbolSearch search;
    private final HistoryRoute history;
    private final PricedCandles candles = new PricedCandles();

    public UdfRoutes(LiveDatabase database, Clock clock, QuotedMarkets markets, VerifiedAssets verified) {
        this.database = database;
        this.clock = clock;
        this.markets = markets;
        this.symbols = new UdfSymbols(verified);
        this.search = new SymbolSearch(symbols);
        this.history = new HistoryRoute(database, symbols);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, UdfErrors::reply);
        var handlers = new LinkedHashMap<String, Route.Handler>();
        handlers.put("/config", _ -> config());
        handlers.put("/time", _ -> time());
        handlers.put("/symbols", this::symbol);
        handlers.put("/search", this::search);
        handlers.put("/history", history::reply);
        handlers.forEach((path, handler) ->
                routes.add(Route.get(PATH + path, unlessAway(handler)).within(database.limits())));
    }

    private static Reply config() {
        return Reply.json(200, ByteBuffer.wrap(Json.write(json -> {
            json.writeStartObject();
            SymbolJson.writeTexts(json, "supported_resolutions", Resolutions.OFFERED);
            json.writeBooleanField("supports_search", true);
            json.writeBooleanField("supports_group_request", false);
            json.writeBooleanField("supports_marks", false);
            json.writeBooleanField("supports_timescale_marks", false);
            json.writeBooleanField("supports_time", true);
            json.writeArrayFieldStart("exchanges");
            json.writeStartObject();
            json.writeStringField("value", UdfSymbols.EXCHANGE);
            json.writeStringField("name", UdfSymbols.EXCHANGE);
            json.writeStringField("desc", "The decentralised exchange of the Stellar network");
            json.writeEndObject();
            json.writeEndArray();
            json.writeArrayFieldStart("symbols_types");
            json.writeStartObject();
            json.writeStringField("name", TYPE);
            json.writeStringField("value", TYPE);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        })));
    }

    private Reply time() {
        return Reply.text(
                        "text/plain; charset=utf-8",
                        Long.toString(clock.instant().getEpochSecond()))
                .notCached();
    }

    /** A symbol whose market has a price. */
    private record Priced(TradePair pair, Price last) {}

    private Reply symbol(ApiRequest request) throws RequestException {
        String text = request.read(in -> in.text("symbol").required());
        Priced found = symbols.find(text)
                .flatMap(this::priced)
                .or(() ->
                        symbols.findIgnoringCase(markets.read().markets(), text).flatMap(this::priced))
                .orElseThrow(() -> new RequestException(
                        404, "unknown_symbol: expected BASE/COUNTER of a market that has traded, found " + text));
        return Reply.marketJson(SymbolJson.of(found.pair(), symbols.name(found.pair()), found.last()));
    }

    private Optional<Priced> priced(TradePair pair) {
        var days = new CandleRange(CandleInterval.DAY, Instant.EPOCH, clock.instant());
        return database.snapshot(tx -> candles.newest(tx, pair, days, 1)).stream()
                .flatMap(candle -> candle.prices().stream())
                .map(prices -> new Priced(pair, prices.close()))
                .findFirst();
    }

    private record Query(String text, boolean ours, int limit) {

        static Query read(RequestParameters in) {
            String type = in.text("type").or("");
            String exchange = in.text("exchange").or("");
            return new Query(
                    in.text("query").or(""),
                    (type.isEmpty() || type.equals(TYPE))
                            && (exchange.isEmpty() || exchange.equals(UdfSymbols.EXCHANGE)),
                    in.wholeNumber("limit", 1, MOST_RESULTS).or(USUAL_RESULTS));
        }
    }

    private Reply search(ApiRequest request) throws RequestException {
        Query asked = request.read(Query::read);
        List<TradePair> found =
                asked.ours() ? search.find(markets.read().markets(), asked.text(), asked.limit()) : List.of();
        return Reply.marketJson(Json.write(json -> {
            json.writeStartArray();
            for (TradePair pair : found) {
                writeResult(json, pair);
            }
            json.writeEndArray();
        }));
    }

    private void writeResult(JsonGenerator json, TradePair pair) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", symbols.name(pair));
        json.writeStringField("full_name", symbols.name(pair));
        json.writeStringField("ticker", UdfSymbols.ticker(pair));
        json.writeStringField("description", UdfSymbols.codes(pair));
        json.writeStringField("exchange", UdfSymbols.EXCHANGE);
        json.writeStringField("type", TYPE);
        json.writeEndObject();
    }
}
