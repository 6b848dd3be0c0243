package org.stellarticker.exchangegateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.engine.SentCommand;
import org.stellarticker.http.Http;
import org.stellarticker.http.problem.RequestException;

/** The connection to the engine breaks behind a command, and others change what it was about before it is there again. */
class LostAnswerIT {

    private static final long UNIT = 10_000_000;

    @TempDir
    static Path folder;

    private static EngineProcess engine;
    private static EngineRelay relay;
    private static TestGateway gateway;
    private static ExchangeClient direct;
    private static ExecutorService clients;

    private Trading alice;
    private long account;
    private Order order;

    @BeforeAll
    static void start() throws Exception {
        Path behind = Files.createDirectories(folder.resolve("engine"));
        Path front = Files.createDirectories(folder.resolve("gateway"));
        engine = EngineProcess.start(behind);
        relay = EngineRelay.start(socket(front), socket(behind));
        gateway = TestGateway.start(front);
        direct = ExchangeClient.open(socket(behind));
        clients = Executors.newVirtualThreadPerTaskExecutor();
        await().until(direct::isConnected);
    }

    private static Path socket(Path state) {
        return GatewayConfig.read(Settings.of(Map.of("TICKER_STATE", state.toString())))
                .engine();
    }

    @AfterAll
    static void end() throws Exception {
        clients.close();
        gateway.close();
        direct.close();
        relay.close();
        engine.close();
    }

    @BeforeEach
    void placeAnOrder() throws IOException {
        alice = gateway.trader();
        String id = alice.place(alice.limit("buy", "0.2", "5")).get("id").asText();
        account = alice.json("/accounts/me").get("account").asLong();
        order = now(UUID.fromString(id));
    }

    @AfterEach
    void endTheBreak() {
        relay.goOn();
    }

    private Order now(UUID id) {
        return direct.order(account, id).join().orElseThrow();
    }

    private void amendDirectly(long units) {
        direct.send(new Command.AmendOrder(account, order.id(), OptionalLong.empty(), OptionalLong.of(units * UNIT)))
                .join();
    }

    private Future<Http.Response> send(String method, String path, String body) {
        return clients.submit(() -> alice.send(method, path, body));
    }

    private static void assertUnknown(Http.Response answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(TestGateway.json(answer).get("code").asText()).isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void ordersThatWerePlacedSinceAreNotCancelled() throws Exception {
        CountDownLatch broken = relay.breakBehind(new Command.CancelAll(0));
        Future<Http.Response> answer = send("DELETE", "/orders", "");
        EngineRelay.await(broken);
        var later = new Command.PlaceOrder(
                account,
                UUID.randomUUID(),
                "later",
                order.instrument(),
                order.side(),
                order.type(),
                order.timeInForce(),
                false,
                order.price(),
                order.amount(),
                Instant.now());
        direct.send(later).join();
        relay.goOn();

        assertUnknown(answer.get());
        assertThat(now(order.id()).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(now(later.id()).status()).isEqualTo(OrderStatus.SUBMITTED);
    }

    @Test
    void whatAnotherAmendedSinceStays() throws Exception {
        CountDownLatch broken = amendmentIsLost();
        Future<Http.Response> answer = send("PATCH", "/order/" + order.id(), "{\"amount\":\"6\"}");
        EngineRelay.await(broken);
        amendDirectly(7);
        relay.goOn();

        assertUnknown(answer.get());
        assertThat(now(order.id()).amount()).isEqualTo(7 * UNIT);
    }

    private static final Command AMENDMENT =
            new Command.AmendOrder(0, new UUID(0, 0), OptionalLong.empty(), OptionalLong.empty());

    private static CountDownLatch amendmentIsLost() {
        return relay.breakBehind(AMENDMENT);
    }

    /** Messages ask so as long as it takes. */
    @Test
    void anAmendmentThatMayHaveArrivedIsNotSentAgainWhenItsOutcomeIsAskedForAgain() throws Exception {
        Path between = folder.resolve("between.sock");
        try (var own = EngineRelay.start(between, socket(folder.resolve("engine")));
                var client = ExchangeClient.open(between)) {
            await().until(client::isConnected);
            var requests = new EngineRequests(client, gateway.stop());
            own.breakNow();
            await().until(() -> !client.isConnected());
            SentCommand amendment = requests.begin(
                    new Command.AmendOrder(account, order.id(), OptionalLong.empty(), OptionalLong.of(6 * UNIT)));
            CountDownLatch done = own.holdAnswerTo(AMENDMENT);
            own.goOn();

            assertRefused("ENGINE_AWAY", () -> requests.outcome(amendment));
            EngineRelay.await(done);
            amendDirectly(7);
            own.breakNow();
            own.goOnAnswering();
            own.goOn();

            assertRefused("OUTCOME_UNKNOWN", () -> requests.outcome(amendment));
            assertThat(now(order.id()).amount()).isEqualTo(7 * UNIT);
        }
    }

    private static void assertRefused(String code, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refused -> assertThat(refused.problem().code()).contains(code));
    }

    @Test
    void anOrderThatIsAsItWasAmendedIsTheAnswer() throws Exception {
        CountDownLatch broken = amendmentIsLost();
        Future<Http.Response> answer = send("PATCH", "/order/" + order.id(), "{\"amount\":\"6\"}");
        EngineRelay.await(broken);
        relay.goOn();

        assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(200);
        assertThat(TestGateway.json(answer.get()).get("amount").asText()).isEqualTo("6");
    }

    @Test
    void aCommandThatNeverReachedTheEngineIsSentOnceItIsBack() throws Exception {
        relay.breakNow();
        await().until(() -> !gateway.isConnected());
        Future<Http.Response> answer = send("DELETE", "/orders", "");
        await().until(() ->
                gateway.metrics.get("ticker.exchange.gateway.waiting").gauge().value() == 1);
        relay.goOn();

        assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(200);
        assertThat(TestGateway.json(answer.get()).get("cancelled").asInt()).isEqualTo(1);
    }
}
