package org.stellarticker.graphqlserver.binance;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.form.LevelsJson;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.OrderBooks;
import org.stellarticker.marketdata.listing.QuotedMarket;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.marketdata.window.WindowedMarket;

/** Binance's market data below {@code /binance/api/v3}, and klines for REST. */
public final class BinanceRoutes {

    private static final String PATH = "/binance/api/v3";

    private static final int USUAL_DEPTH = 100;
    private static final int MOST_DEPTH = 5000;
    private static final Duration AVERAGED = Duration.ofMinutes(5);

    private final LiveDatabase database;
    private final Clock clock;
    private final Duration bookMaxAge;
    private final QuotedMarkets markets;
    private final BinancePair pairs;
    private final TickersRoute tickers;
    private final KlinesRoute klines;
    private final TradesRoutes trades;
    private final OrderBooks books = new OrderBooks();
    private final MarketVwaps vwaps = new MarketVwaps();

    /** @param bookMaxAge the age above which an order book is left out */
    public BinanceRoutes(
            LiveDatabase database,
            Clock clock,
            QuotedMarkets markets,
            ReferenceAssets references,
            Duration bookMaxAge) {
        var symbols = new BinanceSymbols(references);
        this.database = database;
        this.clock = clock;
        this.bookMaxAge = bookMaxAge;
        this.markets = markets;
        this.pairs = new BinancePair(symbols);
        this.tickers = new TickersRoute(markets, symbols);
        this.klines = new KlinesRoute(database, clock, pairs);
        this.trades = new TradesRoutes(database, pairs);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, BinanceErrors::reply);
        handlers()
                .forEach((path, handler) ->
                        routes.add(Route.get(path, unlessAway(handler)).within(database.limits())));
    }

    private Map<String, Route.Handler> handlers() {
        var handlers = new LinkedHashMap<String, Route.Handler>();
        handlers.put(
                PATH + "/ping",
                _ -> json(Json.write(json -> {
                    json.writeStartObject();
                    json.writeEndObject();
                })));
        handlers.put(
                PATH + "/time",
                _ -> json(Json.write(json -> {
                    json.writeStartObject();
                    json.writeNumberField("serverTime", clock.millis());
                    json.writeEndObject();
                })));
        handlers.put(PATH + "/exchangeInfo", request -> tickers.exchangeInfo(request, clock.millis()));
        handlers.put(PATH + "/klines", klines::ofSymbol);
        handlers.put("/api/v1/klines", klines::ofPair);
        handlers.put(PATH + "/ticker/24hr", tickers::day);
        handlers.put(PATH + "/ticker/price", tickers::price);
        handlers.put(PATH + "/ticker/bookTicker", tickers::book);
        handlers.put(PATH + "/avgPrice", this::average);
        handlers.put(PATH + "/trades", trades::newest);
        handlers.put(PATH + "/aggTrades", trades::aggregated);
        handlers.put(PATH + "/depth", this::depth);
        return handlers;
    }

    private static Reply json(byte[] content) {
        return Reply.json(200, ByteBuffer.wrap(content)).notCached();
    }

    /** Answers with the average of the last five minutes; the last price when nothing was traded in them. */
    private Reply average(ApiRequest request) throws RequestException {
        TradePair pair = request.read(pairs::read);
        QuotedMarket market = tickers.find(markets.read(), pair);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        WindowedMarket window = database.snapshot(tx -> vwaps.over(tx, pair, now.minus(AVERAGED), now));
        String price = window.vwap()
                .map(average -> PlainDecimal.of(average.decimal(PlainDecimal.PRECISION)))
                .orElseGet(() -> PlainDecimal.of(market.market().prices().close()));
        return Reply.marketJson(Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("mins", AVERAGED.toMinutes());
            json.writeStringField("price", price);
            json.writeNumberField(
                    "closeTime", market.market().sums().week().lastTradeTime().toEpochMilli());
            json.writeEndObject();
        }));
    }

    private record Depth(TradePair pair, int most) {}

    private Reply depth(ApiRequest request) throws RequestException {
        Depth asked = request.read(in ->
                new Depth(pairs.read(in), in.wholeNumber("limit", 1, MOST_DEPTH).or(USUAL_DEPTH)));
        pairs.requireKnown(database, asked.pair());
        Instant oldest = clock.instant().minus(bookMaxAge);
        Optional<OrderBook> book = database.snapshot(tx -> books.find(tx, asked.pair()));
        Optional<OrderBook> fresh = book.filter(found -> !found.asOf().isBefore(oldest));
        return Reply.marketJson(Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField(
                    "lastUpdateId",
                    book.map(found -> found.asOf().toEpochMilli()).orElse(0L).longValue());
            LevelsJson.write(json, "bids", fresh.map(OrderBook::bidsInBase).orElse(List.of()), asked.most());
            LevelsJson.write(json, "asks", fresh.map(OrderBook::asks).orElse(List.of()), asked.most());
            json.writeEndObject();
        }));
    }
}
