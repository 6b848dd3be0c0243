package org.stellarticker.graphqlserver.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.listing.QuotedMarket;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.listing.QuotedMarkets.Quotes;

/** What Binance gives of each listed market: a market of {@code symbol}, some of {@code symbols}, or all. */
final class TickersRoute {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_SYMBOLS = 200;
    private static final Map<String, Boolean> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("FULL", false);
        TYPES.put("MINI", true);
    }

    private final QuotedMarkets markets;
    private final BinanceSymbols symbols;

    TickersRoute(QuotedMarkets markets, BinanceSymbols symbols) {
        this.markets = markets;
        this.symbols = symbols;
    }

    /** Writes a market of an answer. */
    @FunctionalInterface
    private interface Form {
        Json.Value of(Quotes quotes, QuotedMarket market, String symbol);
    }

    /** Which markets an answer has. */
    private record Wanted(Optional<TradePair> one, Optional<List<TradePair>> some) {}

    private Wanted wanted(RequestParameters in) {
        Optional<TradePair> one =
                in.value("symbol", BinancePair.EXPECTED, symbols::parse).optional();
        Optional<List<TradePair>> some = in.value(
                        "symbols",
                        "a JSON list of at most " + MOST_SYMBOLS + " symbols of exchangeInfo",
                        text -> symbolList(text).stream().map(symbols::parse).toList())
                .optional();
        if (one.isPresent() && some.isPresent()) {
            in.fault("symbols", "either symbol or symbols");
        }
        return new Wanted(one, some);
    }

    private static List<String> symbolList(String text) {
        var list = new ArrayList<String>();
        try (JsonParser json = JSON.createParser(text)) {
            boolean opens = json.nextToken() == JsonToken.START_ARRAY;
            while (opens && json.nextToken() == JsonToken.VALUE_STRING && list.size() <= MOST_SYMBOLS) {
                list.add(json.getText());
            }
            if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null || list.isEmpty()) {
                throw new IllegalArgumentException("expected a list of symbols, found " + text);
            }
        } catch (IOException noJson) {
            throw new IllegalArgumentException("expected a list of symbols, found " + text, noJson);
        }
        return list;
    }

    Reply day(ApiRequest request) throws RequestException {
        boolean mini = request.read(in -> in.choice("type", TYPES).or(false));
        return reply(request, (quotes, market, symbol) -> json -> TickerJson.day(json, quotes, market, symbol, mini));
    }

    Reply price(ApiRequest request) throws RequestException {
        return reply(request, (_, market, symbol) -> json -> TickerJson.price(json, market, symbol));
    }

    Reply book(ApiRequest request) throws RequestException {
        return reply(request, (_, market, symbol) -> json -> TickerJson.book(json, market, symbol));
    }

    private Reply reply(ApiRequest request, Form form) throws RequestException {
        Wanted wanted = request.read(this::wanted);
        Quotes quotes = markets.read();
        if (wanted.one().isPresent()) {
            QuotedMarket market = find(quotes, wanted.one().get());
            return Reply.marketJson(Json.write(form.of(quotes, market, symbol(market))));
        }
        List<QuotedMarket> listed = listed(quotes, wanted.some());
        return Reply.marketJson(Json.write(json -> {
            json.writeStartArray();
            for (QuotedMarket market : listed) {
                form.of(quotes, market, symbol(market)).writeTo(json);
            }
            json.writeEndArray();
        }));
    }

    /** Lists the markets that {@code exchangeInfo} shows, all or those that are wanted. */
    Reply exchangeInfo(ApiRequest request, long now) throws RequestException {
        Wanted wanted = request.read(this::wanted);
        Quotes quotes = markets.read();
        List<QuotedMarket> listed = listed(quotes, wanted.one().map(List::of).or(wanted::some));
        return Reply.marketJson(ExchangeInfoJson.of(
                listed.stream().map(market -> market.market().pair()).toList(), symbols, now));
    }

    private List<QuotedMarket> listed(Quotes quotes, Optional<List<TradePair>> some) throws RequestException {
        if (some.isEmpty()) {
            return quotes.markets();
        }
        var found = new ArrayList<QuotedMarket>();
        for (TradePair pair : some.get()) {
            found.add(find(quotes, pair));
        }
        return found;
    }

    QuotedMarket find(Quotes quotes, TradePair pair) throws RequestException {
        return quotes.markets().stream()
                .filter(market -> market.market().pair().equals(pair))
                .findFirst()
                .orElseThrow(() -> BinancePair.unknown(symbols.symbol(pair)));
    }

    private String symbol(QuotedMarket market) {
        return symbols.symbol(market.market().pair());
    }
}
