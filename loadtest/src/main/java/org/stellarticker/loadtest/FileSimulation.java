package org.stellarticker.loadtest;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.util.concurrent.ThreadLocalRandom;

/** The baseline: as many requests a second as orders, for a small file, which nginx sends by itself. */
public final class FileSimulation extends Simulation {

    private static final String MILLIS = "ms";

    private final Run run = Run.current();
    private final Plan plan = run.plan();

    @Override
    public void before() {
        run.connecting();
    }

    public FileSimulation() {
        setUp(scenario("readers")
                        .exec(pause(session ->
                                run.untilStep(ThreadLocalRandom.current().nextDouble())))
                        .exec(asLongAs(session -> run.isOn()).on(step()))
                        .injectOpen(rampUsers(plan.users()).during(plan.comingSeconds())))
                .protocols(http.baseUrl(plan.address().toString())
                        .userAgentHeader("loadtest")
                        .disableWarmUp()
                        .disableCaching()
                        .shareConnections());
    }

    private ChainBuilder step() {
        return exec(pace(plan.period()))
                .exec(http("file")
                        .get("/favicon.ico")
                        .check(status().is(200), responseTimeInMillis().saveAs(MILLIS)))
                .exec(this::count);
    }

    private Session count(Session session) {
        if (session.isFailed()) {
            run.measured().failed();
            return session.markAsSucceeded();
        }
        run.measured().answered(session.getInt(MILLIS));
        return session;
    }
}
