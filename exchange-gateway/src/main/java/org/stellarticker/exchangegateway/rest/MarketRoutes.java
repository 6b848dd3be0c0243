package org.stellarticker.exchangegateway.rest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.market.MarketJson;
import org.stellarticker.exchangegateway.market.MarketState;
import org.stellarticker.exchangegateway.market.Markets;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.exchangegateway.stream.MarketStreams;
import org.stellarticker.exchangegateway.stream.Topic;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.http.stream.StreamErrors;

/** Public market data: instruments, books, trades, tickers, and their stream. No token is needed. */
public final class MarketRoutes {

    private static final String STREAM = Rest.PATH + "/stream";
    private static final int MOST_LEVELS = 1000;
    private static final int USUAL_LEVELS = 50;
    private static final int MOST_TRADES = 500;
    private static final int USUAL_TRADES = 50;

    private final InstrumentList instruments;
    private final Markets markets;
    private final EngineRequests engine;
    private final MarketStreams streams;

    public MarketRoutes(InstrumentList instruments, Markets markets, EngineRequests engine, MarketStreams streams) {
        this.instruments = instruments;
        this.markets = markets;
        this.engine = engine;
        this.streams = streams;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get(Rest.PATH + "/instruments", Rest.asking(this::instruments)))
                .add(Route.get(Rest.PATH + "/depth", Rest.asking(this::depth)))
                .add(Route.get(Rest.PATH + "/trades", Rest.asking(this::trades)))
                .add(Route.get(Rest.PATH + "/tickers", Rest.asking(this::tickers)))
                .add(Route.get(STREAM, Rest.asking(this::stream)))
                .errorsBelow(STREAM, new StreamErrors(RestErrors.FORM));
    }

    private Reply instruments(ApiRequest request) throws RequestException {
        List<Instrument> all = instruments.all();
        return Rest.shared(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (Instrument instrument : all) {
                MarketJson.write(json, instrument);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Parameter<Instrument> instrument(RequestParameters in) {
        return in.value(
                "instrument",
                instruments.expected(),
                text -> instruments.find(text).orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private record Asked(Instrument instrument, int limit) {}

    private Asked asked(ApiRequest request, int usual, int most) throws RequestException {
        return request.read(in -> new Asked(
                instrument(in).required(), in.wholeNumber("limit", 1, most).or(usual)));
    }

    private Reply depth(ApiRequest request) throws RequestException {
        Asked asked = asked(request, USUAL_LEVELS, MOST_LEVELS);
        var depth = markets.depth(asked.instrument, asked.limit);
        return Rest.shared(json -> MarketJson.write(json, depth, asked.instrument));
    }

    private Reply trades(ApiRequest request) throws RequestException, InterruptedException {
        Asked asked = asked(request, USUAL_TRADES, MOST_TRADES);
        List<Fill> found = engine.ask(() -> engine.client().lastFills(asked.instrument.number(), asked.limit));
        return Rest.shared(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (Fill fill : found) {
                MarketJson.write(json, fill, asked.instrument);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Reply tickers(ApiRequest request) {
        List<MarketState> all = markets.all();
        return Rest.shared(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (MarketState state : all) {
                MarketJson.write(json, state.ticker());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Reply stream(ApiRequest request) throws RequestException {
        MarketStreams.Wanted wanted = request.read(this::wanted);
        return new Reply.Streamed(ServerSentEvent.MEDIA_TYPE, streams.open(wanted));
    }

    private MarketStreams.Wanted wanted(RequestParameters in) {
        Set<Topic> all = EnumSet.allOf(Topic.class);
        String words = RequestParameters.oneOf(all.stream().map(Topic::text).toList());
        Set<Topic> topics =
                in.value("topics", "a list of " + words, MarketRoutes::topics).or(all);
        Optional<Instrument> instrument = instrument(in).optional();
        return new MarketStreams.Wanted(topics, instrument);
    }

    private static Set<Topic> topics(String text) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        Arrays.stream(text.split(",", -1))
                .map(word -> Topic.valueOf(word.toUpperCase(Locale.ROOT)))
                .forEach(topics::add);
        return topics;
    }
}
