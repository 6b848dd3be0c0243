package org.stellarticker.exchangegateway.rest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchangegateway.desk.OrderDesk;
import org.stellarticker.exchangegateway.order.OrderIntake;
import org.stellarticker.exchangegateway.order.OrderJson;
import org.stellarticker.exchangegateway.order.Refusals;
import org.stellarticker.exchangegateway.trader.Trader;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v3/order} and {@code /api/v3/orders}: an account places, reads, amends and cancels its orders. */
public final class OrderRoutes {

    private static final String ORDER = Rest.PATH + "/order";
    private static final String ONE = ORDER + "/{id}";
    private static final String ORDERS = Rest.PATH + "/orders";
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final OrderDesk desk;

    public OrderRoutes(OrderDesk desk) {
        this.desk = desk;
    }

    public void addTo(Routes routes) {
        routes.add(Route.post(ORDER, Rest.asking(this::place)).within(Rest.WITH_BODY))
                .add(Route.get(ONE, Rest.asking(this::get)))
                .add(Route.patch(ONE, Rest.asking(this::amend)).within(Rest.WITH_BODY))
                .add(Route.delete(ONE, Rest.asking(this::cancel)))
                .add(Route.get(ORDERS, Rest.asking(this::list)))
                .add(Route.delete(ORDERS, Rest.asking(this::cancelAll)));
    }

    private Reply place(ApiRequest request) throws Exception {
        Instant begun = desk.traces().now();
        Trader trader = desk.commanding(request);
        Command command = request.readBody(in -> desk.intake().place(in, trader.account()));
        return reply(
                trader,
                desk.traces().answered("POST " + ORDER, begun, desk.engine().send(command)));
    }

    private Reply amend(ApiRequest request) throws Exception {
        Instant begun = desk.traces().now();
        Trader trader = desk.commanding(request);
        UUID id = Rest.orderId(request);
        Command command = desk.intake().amend(request.body(), trader.account(), id);
        return reply(
                trader,
                desk.traces().answered("PATCH " + ONE, begun, desk.engine().send(command)));
    }

    private Reply cancel(ApiRequest request) throws Exception {
        Instant begun = desk.traces().now();
        Trader trader = desk.commanding(request);
        Command command = new Command.CancelOrder(trader.account(), Rest.orderId(request));
        return reply(
                trader,
                desk.traces().answered("DELETE " + ONE, begun, desk.engine().send(command)));
    }

    private Reply cancelAll(ApiRequest request) throws Exception {
        Trader trader = desk.commanding(request);
        return reply(trader, desk.engine().send(new Command.CancelAll(trader.account())));
    }

    private Reply reply(Trader trader, Outcome outcome) throws RequestException {
        return switch (outcome) {
            case Outcome.Placed placed ->
                order(placed.duplicate() ? HttpStatus.OK_200 : HttpStatus.CREATED_201, placed.order());
            case Outcome.Changed changed -> order(HttpStatus.OK_200, changed.order());
            case Outcome.CancelledAll all ->
                Rest.own(HttpStatus.OK_200, Json.write(json -> {
                    json.writeStartObject();
                    json.writeNumberField("cancelled", all.orders());
                    json.writeEndObject();
                }));
            case Outcome.Refused refused -> {
                if (refused.refusal() == Refusal.UNKNOWN_ACCOUNT) {
                    desk.traders().forget(trader);
                }
                throw new RequestException(Refusals.problem(refused));
            }
            case Outcome.Opened opened -> throw new IllegalStateException("an order had the outcome " + opened);
        };
    }

    private Reply order(int status, Order order) {
        return Rest.own(status, OrderJson.of(order, desk.instruments().get(order.instrument())));
    }

    private Reply get(ApiRequest request) throws Exception {
        Trader trader = desk.traders().get(request);
        return order(HttpStatus.OK_200, desk.intake().order(trader.account(), Rest.orderId(request)));
    }

    private record Asked(boolean openOnly, int limit, Optional<UUID> cursor) {

        private static final Map<String, Boolean> STATUSES = statuses();

        private static Map<String, Boolean> statuses() {
            var words = new LinkedHashMap<String, Boolean>();
            words.put("open", true);
            words.put("all", false);
            return words;
        }

        static Asked read(RequestParameters in) {
            return new Asked(
                    in.choice("status", STATUSES).or(true),
                    in.wholeNumber("limit", 1, MOST).or(USUAL),
                    in.value("cursor", "the next_cursor of an earlier answer", OrderIntake::orderId)
                            .optional());
        }
    }

    private Reply list(ApiRequest request) throws Exception {
        Trader trader = desk.traders().get(request);
        Asked asked = request.read(Asked::read);
        List<Order> found = desk.engine()
                .ask(() ->
                        desk.engine().client().orders(trader.account(), asked.openOnly, asked.cursor, asked.limit + 1));
        boolean more = found.size() > asked.limit;
        List<Order> page = more ? found.subList(0, asked.limit) : found;
        return Rest.own(HttpStatus.OK_200, Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (Order order : page) {
                OrderJson.write(json, order, desk.instruments().get(order.instrument()));
            }
            json.writeEndArray();
            Json.writeText(
                    json, "next_cursor", more ? Optional.of(page.getLast().id().toString()) : Optional.empty());
            json.writeEndObject();
        }));
    }
}
