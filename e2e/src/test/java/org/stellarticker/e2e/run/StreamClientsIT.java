package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.event.LoggedEvent;

/** Public clients of streams follow a demo unchanged, while the program that answers is killed, and behind other proxies. */
@Tag("long")
@Tag("clients")
class StreamClientsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int KILLS = 3;

    /** More than the 15 seconds after which a quiet stream gets a comment, as 60 seconds of usual proxies are. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final String NEVER_TRADED = "NEVER:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";

    @TempDir
    static Path folder;

    private static RunningTicker ticker;

    @BeforeAll
    static void start() throws Exception {
        StreamClients.install();
        ticker = RunningTicker.demo(
                folder,
                Map.of(
                        "SANDBOX_HISTORY_TRADES", "5000",
                        "SANDBOX_LEDGER_SECONDS", "0.5",
                        "SANDBOX_TRADES_PER_SECOND", "20"));
        ticker.awaitWorking("ingester");
    }

    @AfterAll
    static void end() throws IOException {
        if (ticker != null) {
            ticker.close();
        }
    }

    @Test
    void eachTradeIsReceivedOnceWhileTheProgramIsKilled() throws Exception {
        try (var clients = StreamClients.start(ticker.address())) {
            awaitMore(clients, 50);
            for (int kill = 0; kill < KILLS; kill++) {
                ticker.process("graphql-server").orElseThrow().destroyForcibly();
                ticker.awaitWorking("graphql-server");
                awaitMore(clients, 50);
            }
            ticker.supervisorctl("stop", "app:ingester");
            List<String> stored = announced();

            for (String client : StreamClients.NAMES) {
                await(client + " has the last trade")
                        .atMost(SOON)
                        .until(() -> clients.received(client, "trade").contains(stored.getLast()));
                List<String> received = clients.received(client, "trade");
                assertThat(received)
                        .as(client)
                        .isEqualTo(stored.subList(stored.indexOf(received.getFirst()), stored.size()));
                assertThat(clients.received(client, "connected")).as(client).hasSizeGreaterThan(KILLS);
                assertThat(clients.received(client, "error")).as(client).isEmpty();
                assertThat(clients.received(client, "complete")).as(client).isEmpty();
            }
        } finally {
            ticker.supervisorctl("start", "app:ingester");
        }
    }

    /** Waits until each client received so many trades more. */
    private static void awaitMore(StreamClients clients, int trades) {
        for (String client : StreamClients.NAMES) {
            int before = clients.received(client, "trade").size();
            await(client + " receives trades").atMost(SOON).until(() -> {
                assertThat(clients.alive()).isTrue();
                return clients.received(client, "trade").size() >= before + trades;
            });
        }
    }

    /** The trades that the log announces, in its order. */
    private static List<String> announced() throws IOException {
        try (var database = ticker.database()) {
            return database.snapshot(tx -> new EventLog()
                    .listAfter(tx, 0, Integer.MAX_VALUE).stream()
                            .map(LoggedEvent::event)
                            .flatMap(event -> event.announced().stream())
                            .map(TradeId::toString)
                            .toList());
        }
    }

    @Test
    void quietStreamsStayOpenBehindAProxyThatClosesAfterSilence() throws Exception {
        int port = URI.create(ticker.address()).getPort();
        try (var proxy = new Relay()) {
            proxy.closesAfter(IDLE);
            proxy.openTo(port);
            followAQuietMarket(proxy);
        }
    }

    private static void followAQuietMarket(Relay proxy) throws Exception {
        try (var clients = StreamClients.start(proxy.address(), "native", NEVER_TRADED)) {
            for (String client : StreamClients.NAMES) {
                await(client + " is connected")
                        .atMost(SOON)
                        .until(() -> !clients.received(client, "connected").isEmpty());
            }
            long connected = System.nanoTime();
            await("nothing is closed for three times the silence")
                    .atMost(IDLE.multipliedBy(4))
                    .until(() -> {
                        assertThat(proxy.silenced()).isZero();
                        return System.nanoTime() - connected
                                > IDLE.multipliedBy(3).toNanos();
                    });

            assertThat(proxy.accepted()).isEqualTo(StreamClients.NAMES.size());
            for (String client : StreamClients.NAMES) {
                assertThat(clients.received(client, "error")).as(client).isEmpty();
            }
        }
    }
}
