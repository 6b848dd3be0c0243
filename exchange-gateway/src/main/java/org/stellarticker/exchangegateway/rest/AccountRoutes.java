package org.stellarticker.exchangegateway.rest;

import java.util.List;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.stream.AccountEvents;
import org.stellarticker.exchangegateway.stream.AccountStreams;
import org.stellarticker.exchangegateway.trader.Trader;
import org.stellarticker.exchangegateway.trader.Traders;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.http.stream.StreamErrors;

/** {@code /api/v3/accounts/me}: an account's balances, and its stream. */
public final class AccountRoutes {

    private static final String ME = Rest.PATH + "/accounts/me";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Traders traders;
    private final EngineRequests engine;
    private final AccountStreams streams;

    public AccountRoutes(Traders traders, EngineRequests engine, AccountStreams streams) {
        this.traders = traders;
        this.engine = engine;
        this.streams = streams;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get(ME, Rest.asking(this::me)))
                .add(Route.get(ME + "/stream", Rest.asking(this::stream)))
                .errorsBelow(ME + "/stream", new StreamErrors(RestErrors.FORM));
    }

    private Reply me(ApiRequest request) throws RequestException, InterruptedException {
        Trader trader = traders.get(request);
        Account account =
                engine.ask(() -> engine.client().account(trader.account())).orElseThrow(() -> forgotten(trader));
        return Rest.own(HttpStatus.OK_200, Json.write(json -> AccountEvents.write(json, account)));
    }

    private RequestException forgotten(Trader trader) {
        traders.forget(trader);
        return EngineRequests.away();
    }

    private Reply stream(ApiRequest request) throws RequestException, InterruptedException {
        Trader trader = traders.get(request);
        return new Reply.Streamed(ServerSentEvent.MEDIA_TYPE, streams.open(trader, lastEvent(request)));
    }

    private static OptionalLong lastEvent(ApiRequest request) throws RequestException {
        String given = request.header(LAST_EVENT_ID).orElse("");
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!given.matches("[0-9]{1,18}")) {
            throw new RequestException(
                    Problem.of(List.of(new Fault(LAST_EVENT_ID, given, "the id of an event of an earlier stream"))));
        }
        return OptionalLong.of(Long.parseLong(given));
    }
}
