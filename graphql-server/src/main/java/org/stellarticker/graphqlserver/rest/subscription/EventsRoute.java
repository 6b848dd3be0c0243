package org.stellarticker.graphqlserver.rest.subscription;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.event.LoggedEvent;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.parameters.ParameterChecks;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.stream.KnownPairs;

/** {@code /api/v1/events}: the event log, as far as it is kept, the newest events first. */
final class EventsRoute {

    private static final String PATH = "/api/v1/events";
    private static final int MOST = 100;
    private static final int USUAL = 50;

    private final AccountDatabase database;
    private final Callers callers;
    private final RequestLimits limits;
    private final EventLog events = new EventLog();
    private final MarketStore markets = new MarketStore();
    private final KnownPairs pairs = new KnownPairs();

    /** @param limits of all routes about subscriptions */
    EventsRoute(AccountDatabase database, Callers callers, RequestLimits limits) {
        this.database = database;
        this.callers = callers;
        this.limits = limits;
    }

    void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH, unlessAway(this::reply)).within(limits));
    }

    private record Asked(Optional<TradePair> market, EventLog.Question question, int limit) {}

    private record Found(List<LoggedEvent> page, Map<Integer, TradePair> markets) {}

    private static Asked asked(RequestParameters in) {
        var kinds = new LinkedHashMap<String, EventKind>();
        for (EventKind kind : EventKind.values()) {
            kinds.put(kind.word(), kind);
        }
        Optional<TradePair> market = market(in);
        var question = new EventLog.Question(
                in.value("cursor", "next_cursor of a page", SubscriptionParameters::number)
                        .optional(),
                in.choice("type", kinds).optional(),
                OptionalInt.empty(),
                in.time("from").optional(),
                in.time("to").optional());
        return new Asked(market, question, in.wholeNumber("limit", 1, MOST).or(USUAL));
    }

    /** Reads base and counter; empty without both. */
    static Optional<TradePair> market(RequestParameters in) {
        Optional<Asset> base = in.asset("base").optional();
        Optional<Asset> counter = in.asset("counter").optional();
        if (base.isPresent() != counter.isPresent()) {
            in.fault(base.isPresent() ? "counter" : "base", "both base and counter, or neither");
        }
        base.ifPresent(one -> counter.ifPresent(other -> ParameterChecks.differ(in, one, other)));
        return base.flatMap(one -> counter.map(other -> TradePair.normalised(one, other)));
    }

    private Reply reply(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.SUBSCRIBE);
        Asked asked = request.read(EventsRoute::asked);
        Found found = database.transaction(tx -> {
            Optional<KnownMarket> market = asked.market().flatMap(pair -> markets.find(tx, pair));
            if (asked.market().isPresent() && market.isEmpty()) {
                return new Found(List.of(), Map.of());
            }
            var all = asked.question();
            var question = new EventLog.Question(
                    all.before(),
                    all.kind(),
                    market.map(known -> OptionalInt.of(known.pairId())).orElseGet(OptionalInt::empty),
                    all.from(),
                    all.to());
            List<LoggedEvent> page = events.list(tx, question, asked.limit());
            return new Found(
                    page,
                    pairs.of(
                            tx,
                            page.stream()
                                    .flatMap(event -> event.event().markets().stream())
                                    .distinct()
                                    .toList()));
        });
        return SubscriptionForms.reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (LoggedEvent event : found.page()) {
                write(json, event, found.markets());
            }
            json.writeEndArray();
            Json.writeText(
                    json,
                    "next_cursor",
                    found.page().size() < asked.limit()
                            ? Optional.empty()
                            : Optional.of(Long.toString(found.page().getLast().position())));
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, LoggedEvent logged, Map<Integer, TradePair> markets)
            throws IOException {
        Event event = logged.event();
        json.writeStartObject();
        json.writeNumberField("position", logged.position());
        json.writeStringField("happened_at", logged.happenedAt().toString());
        json.writeStringField("type", event.kind().word());
        json.writeArrayFieldStart("markets");
        for (Integer id : event.markets()) {
            TradePair market = markets.get(id);
            if (market != null) {
                json.writeStartObject();
                json.writeStringField("base", market.base().sep11());
                json.writeStringField("counter", market.counter().sep11());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        Json.writeText(
                json, "first_trade", event.trades().map(range -> range.first().toString()));
        Json.writeText(
                json, "last_trade", event.trades().map(range -> range.last().toString()));
        json.writeStringField("detail", event.detail());
        json.writeEndObject();
    }
}
