package org.stellarticker.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/**
 * Users of the exchange. Each gets a token, opens its private stream, waits until all have, and then places its orders: at even
 * distances, whether the exchange is fast or slow, as long as an answer takes less than the distance.
 */
public final class OrdersSimulation extends Simulation {

    private static final String TRADER = "trader";
    private static final String ID = "id";
    private static final String MILLIS = "ms";
    private static final String FIRST_STATE = "private stream";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    /** Messages of a stream that are kept until the user's next step. */
    private static final int MESSAGES_KEPT = 64;

    private final Run run = Run.current();
    private final Plan plan = run.plan();

    @Override
    public void before() {
        run.connecting();
    }

    public OrdersSimulation() {
        HttpProtocolBuilder protocol = http.baseUrl(plan.address() + "/api/v3")
                .acceptHeader("application/json")
                .userAgentHeader("loadtest")
                .disableWarmUp()
                .disableCaching()
                // Orders of all users share connections, as behind a broker; each stream has its own.
                .shareConnections()
                .sseUnmatchedInboundMessageBufferSize(MESSAGES_KEPT);
        setUp(scenario("users")
                        .exec(connect())
                        .exec(asLongAs(session -> run.isOn()).on(step()))
                        .exec(leave())
                        .injectOpen(rampUsers(plan.users()).during(plan.comingSeconds())))
                .protocols(protocol)
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("order").responseTime().percentile4().lt(100));
    }

    private ChainBuilder connect() {
        ChainBuilder token = exec(session -> session.set(TRADER, run.trader()))
                .exec(http("token")
                        .post("/demo/token")
                        .body(StringBody(
                                session -> "{\"subject\":\"" + trader(session).subject() + "\"}"))
                        .asJson()
                        .check(
                                status().in(200, 201),
                                regex("\"token\" *: *\"([^\"]+)\"").saveAs("token")));
        ChainBuilder connected = plan.streams() ? token.exec(stream()) : token;
        return connected
                .exec(this::countUnconnected)
                .exec(exitHereIfFailed())
                .exec(pause(session -> run.untilStep(trader(session).phase())));
    }

    /** Opens the private stream, and waits for its first event. */
    private static ChainBuilder stream() {
        return exec(sse(FIRST_STATE)
                .get("/accounts/me/stream")
                .header("Authorization", "Bearer #{token}")
                .await(CONNECT_TIMEOUT)
                .on(sse.checkMessage("first event of the stream").check(regex("(?s).+"))));
    }

    private Session countUnconnected(Session session) {
        if (session.isFailed()) {
            run.measured().unconnected();
        }
        return session;
    }

    private ChainBuilder step() {
        ChainBuilder paced = exec(pace(plan.period()));
        ChainBuilder watched = plan.streams()
                ? paced.exec(sse.processUnmatchedMessages((events, session) -> {
                    for (var event : events) {
                        long millis = trader(session).eventAfter(event.message(), event.timestamp());
                        if (millis >= 0) {
                            run.measured().event(millis);
                        }
                    }
                    run.measured().missingEvents(trader(session).giveUp(System.currentTimeMillis()));
                    return session;
                }))
                : paced;
        return watched.exec(place())
                .exec(this::countOrder)
                .exec(doIf(session -> session.contains(ID) && trader(session).amends())
                        .then(amend()))
                .exec(doIf(session -> trader(session).cancelsAll()).then(cancelAll()))
                .exec(this::countFailure);
    }

    private static ChainBuilder place() {
        return exec(http("order")
                .post("/order")
                .header("Authorization", "Bearer #{token}")
                .body(StringBody(session -> trader(session).nextOrder(System.currentTimeMillis())))
                .asJson()
                .check(status().is(201), responseTimeInMillis().saveAs(MILLIS))
                .checkIf(session -> trader(session).amends())
                .then(regex("\"id\" *: *\"([^\"]+)\"").saveAs(ID)));
    }

    /** An order whose answer is not as expected counts as failed, and has no event. */
    private Session countOrder(Session session) {
        if (session.isFailed()) {
            trader(session).refused();
            run.measured().failed();
            return session.markAsSucceeded().remove(ID);
        }
        run.measured().answered(session.getInt(MILLIS));
        return session;
    }

    private static ChainBuilder amend() {
        return exec(http("amend")
                        .patch("/order/#{id}")
                        .header("Authorization", "Bearer #{token}")
                        .body(StringBody(session -> trader(session).amendment()))
                        .asJson()
                        // Somebody may have taken it meanwhile.
                        .check(status().in(200, 409)))
                .exec(session -> session.remove(ID));
    }

    private static ChainBuilder cancelAll() {
        return exec(http("cancel all")
                .delete("/orders")
                .header("Authorization", "Bearer #{token}")
                .check(status().in(200, 204)));
    }

    private Session countFailure(Session session) {
        if (session.isFailed()) {
            run.measured().failed();
        }
        return session.markAsSucceeded();
    }

    private ChainBuilder leave() {
        ChainBuilder cancelled = cancelAll();
        return plan.streams() ? cancelled.exec(sse("close the stream").close()) : cancelled;
    }

    private static Trader trader(Session session) {
        Trader trader = session.get(TRADER);
        if (trader == null) {
            throw new IllegalStateException("a user without a trader");
        }
        return trader;
    }
}
