package org.stellarticker.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs Gatling in this process, against what answers like an exchange. */
class LoadTestIT {

    private static final int USERS = 20;
    private static final int SECONDS = 4;
    /** At 200 a second; a machine that also builds may place fewer. */
    private static final long MOST = 820;

    private static final long LEAST = 100;

    @TempDir
    private Path results;

    private FakeExchange exchange;

    @BeforeEach
    void start() throws IOException {
        exchange = new FakeExchange();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    private Run run(String... options) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("--address", exchange.address().toString()));
        arguments.addAll(List.of("--results", results.toString(), "--users", Integer.toString(USERS)));
        arguments.addAll(List.of("--rate", "200", "--seconds", Integer.toString(SECONDS)));
        arguments.addAll(List.of(options));
        Plan plan = Plan.of(arguments);
        try (Markets markets = plan.kind() == Plan.Kind.ORDERS ? Markets.of(plan.address(), plan.leftAlone()) : null) {
            Run run = Run.begin(plan, markets);
            Main.simulate(run);
            return run;
        }
    }

    private static long value(Run run, String name) {
        Map<String, Object> values = run.measured().values(run.plan().duration());
        return ((Number) values.getOrDefault(name, Long.MIN_VALUE)).longValue();
    }

    @Test
    void placesTheRateAndSeesEachOrdersEvent() throws Exception {
        Run run = run();
        assertThat(run.measured().isWell()).isTrue();
        assertThat(value(run, "orders")).isEqualTo(exchange.orders.get()).isBetween(LEAST, MOST);
        // The events of the users' last orders are not looked at any more.
        assertThat(value(run, "events")).isBetween(exchange.orders.get() - (long) USERS, (long) exchange.orders.get());
        int placed = exchange.orders.get();
        assertThat(exchange.amendments.get()).isBetween(placed / 10 - USERS, placed / 10);
        // One for each twenty orders, and one of each user at its end.
        assertThat(exchange.cancels.get()).isBetween(placed / 20, placed / 20 + USERS);
        try (var files = Files.walk(results)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).contains("index.html");
        }
    }

    @Test
    void countsOrdersThatAreRefused() throws Exception {
        exchange.refusedOfOrders = 10;
        Run run = run("--streams", "off");
        assertThat(run.measured().isWell()).isFalse();
        assertThat(value(run, "failed")).isEqualTo(exchange.orders.get() / 10);
        assertThat(value(run, "orders") + value(run, "failed")).isEqualTo(exchange.orders.get());
        assertThat(value(run, "missing_events")).isZero();
    }

    @Test
    void countsEventsThatDoNotCome() throws Exception {
        exchange.silent = true;
        Run run = run("--seconds", "13", "--rate", "40");
        assertThat(run.measured().isWell()).isFalse();
        assertThat(value(run, "events")).isZero();
        // Those of the last ten seconds may still come.
        assertThat(value(run, "missing_events")).isBetween(20L, 140L);
    }

    @Test
    void readsAFileAsBaseline() throws Exception {
        Run run = run("--kind", "file");
        assertThat(run.measured().isWell()).isTrue();
        assertThat(value(run, "orders")).isBetween(LEAST, MOST);
        assertThat(exchange.orders.get()).isZero();
    }

    @Test
    void saysWhereNoExchangeRuns() {
        exchange.close();
        assertThatThrownBy(() -> run()).isInstanceOf(IOException.class);
    }
}
