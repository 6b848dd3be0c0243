package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.DatabaseException;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/**
 * Kills webhook-sender, the API and PostgreSQL at random while events are written: each subscriber gets each event, by webhooks in any
 * order and in order, and by a stream that resumes.
 */
class SenderKillIT {

    private static final Logger log = LoggerFactory.getLogger(SenderKillIT.class);

    private static final long SEED = Long.getLong("kill.seed", 17);

    private static final String MARKET =
            "\"type\":\"trade\",\"filter\":{\"base\":\"native\",\"counter\":\"" + USD.sep11() + "\"},\"delivery\":";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final EventLog events = new EventLog();
    private final Random random = new Random(SEED);

    @Test
    @Tag("short")
    void everyEventIsDelivered_whateverIsKilled() throws Exception {
        killAndCompare(/* kills= */ 4, /* trades= */ 600);
    }

    @Test
    @Tag("long")
    @Tag("kills")
    void twentyThousandEventsAreDeliveredThroughTwentyKills() throws Exception {
        killAndCompare(/* kills= */ 20, /* trades= */ 20_000);
    }

    private record Running(KilledPostgres postgres, KilledProgram sender, KilledProgram api, String address) {

        void keepUp() throws IOException {
            sender.keepUp();
            api.keepUp();
        }
    }

    private void killAndCompare(int kills, int trades) throws Exception {
        Files.createDirectories(folder.resolve("run"));
        try (var receiver = new WebhookReceiver(() -> random.nextInt(500) == 0 ? 500 : 200);
                var ordered = new WebhookReceiver(() -> 200);
                var postgres = KilledPostgres.start(folder);
                var database = open(postgres)) {
            String trusted = receiver.origin() + "," + ordered.origin();
            int port = freePort();
            var settings = settings(postgres.url(), trusted, port);
            store(database, 0, 1);
            try (var sender = new KilledProgram(
                            org.stellarticker.webhooksender.Main.class, settings, folder.resolve("sender.log"));
                    var api = new KilledProgram(
                            org.stellarticker.graphqlserver.Main.class, settings, folder.resolve("api.log"))) {
                var running = new Running(postgres, sender, api, "http://127.0.0.1:" + port);
                sender.start();
                api.start();
                String key = api.run("create", "alice", "--scopes", "subscribe", "--quota", "100000")
                        .strip()
                        .replaceFirst("(?s).*\n", "");
                subscribe(running, key, "{\"type\":\"webhook\",\"url\":\"" + receiver.origin() + "/\"}");
                subscribe(
                        running, key, "{\"type\":\"webhook\",\"url\":\"" + ordered.origin() + "/\",\"ordered\":true}");
                long streamed = subscribe(running, key, "{\"type\":\"stream\"}");
                URI address = URI.create(running.address() + "/api/v1/subscriptions/" + streamed + "/stream");
                try (var stream = ResumingStream.start(address, key)) {
                    List<String> stored = storeAndKill(database, running, kills, trades);
                    awaitAll(running, stored, List.of(receiver, ordered), stream);
                    compare(stored, receiver, ordered, stream);
                }
            }
        }
    }

    private static Database open(KilledPostgres postgres) {
        Flyway.configure()
                .dataSource(postgres.url(), null, null)
                .locations("classpath:" + SchemaVersion.MIGRATIONS)
                .load()
                .migrate();
        return Database.open(DatabaseAddress.parse(postgres.url()), "e2e");
    }

    private Map<String, String> settings(String url, String trusted, int port) {
        return new TreeMap<>(Map.of(
                "DATABASE_URL",
                url,
                "TICKER_STATE",
                folder.toString(),
                "TICKER_PORT",
                Integer.toString(port),
                "METRICS_PORT",
                Integer.toString(port + 1),
                "API_LISTEN",
                "127.0.0.1:" + port,
                "SUBSCRIPTIONS",
                "true",
                "WEBHOOK_TRUSTED_ORIGINS",
                trusted));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Subscribes as soon as the API answers. */
    private long subscribe(Running running, String key, String delivery) {
        return await("it answers")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            var request = HttpRequest.newBuilder(
                                            URI.create(running.address() + "/api/v1/subscriptions"))
                                    .header("Authorization", "Bearer " + key)
                                    .POST(HttpRequest.BodyPublishers.ofString("{" + MARKET + delivery + "}"))
                                    .build();
                            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 503);
                            return json.readTree(answer.body()).path("id").asLong();
                        },
                        id -> id > 0);
    }

    private List<String> storeAndKill(Database database, Running running, int kills, int trades) throws Exception {
        var stored = new ArrayList<String>();
        for (int kill = 0; kill < kills; kill++) {
            long until = System.nanoTime()
                    + Duration.ofMillis(500 + random.nextInt(3_000)).toNanos();
            int most = trades * (kill + 1) / kills;
            while (stored.size() < most) {
                stored.addAll(store(database, 1 + stored.size(), Math.min(20, most - stored.size())));
            }
            // At any moment: while it starts, matches, sends or saves.
            await().atMost(Duration.ofSeconds(10)).until(() -> System.nanoTime() > until);
            running.keepUp();
            kill(running, kill < 3 ? kill : random.nextInt(3));
        }
        return stored;
    }

    private static void kill(Running running, int victim) throws IOException {
        log.info(
                "kill -9 {}",
                List.of("webhook-sender", "graphql-server", "postgres").get(victim));
        switch (victim) {
            case 0 -> running.sender().killAndStart();
            case 1 -> running.api().killAndStart();
            default -> running.postgres().killAndStart();
        }
    }

    /** Stores a batch with its event, again after a failure, which may have come after the commit. */
    private List<String> store(Database database, int from, int size) {
        var batch = new ArrayList<Trade>();
        for (int i = from; i < from + size; i++) {
            batch.add(aTrade(1_000 + i, 0, NOON.plusSeconds(i / 20), XLM, USD, new Price(1, 2)));
        }
        var store = new TradeStore(database);
        await("the database takes a batch")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(DatabaseException.class)
                .until(() -> {
                    database.commit(tx -> store.insert(tx, batch, TradeSource.STREAM)
                            .events(EventKind.TRADES_STORED)
                            .forEach(event -> events.append(tx, event)));
                    return true;
                });
        return batch.stream().map(trade -> trade.id().toString()).toList();
    }

    private static void awaitAll(
            Running running, List<String> stored, List<WebhookReceiver> receivers, ResumingStream stream) {
        // In order, messages are sent one at a time.
        Duration limit = Duration.ofMinutes(2).plus(Duration.ofMillis(40L * stored.size()));
        await("all is delivered")
                .atMost(limit)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    running.keepUp();
                    assertThat(stream.trades()).as("by the stream").hasSizeGreaterThanOrEqualTo(stored.size());
                    for (WebhookReceiver one : receivers) {
                        assertThat(new HashSet<>(one.taken()).size())
                                .as("webhooks")
                                .isGreaterThanOrEqualTo(stored.size());
                    }
                });
    }

    private static void compare(
            List<String> stored, WebhookReceiver receiver, WebhookReceiver ordered, ResumingStream stream) {
        List<String> messages = stored.stream().map(id -> "trade-" + id).toList();
        assertThat(new HashSet<>(receiver.taken()))
                .as("each event at least once, duplicates with the same id")
                .isEqualTo(new HashSet<>(messages));
        assertThat(ordered.taken().stream().distinct()).as("in order").containsExactlyElementsOf(messages);
        assertThat(stream.trades()).as("by the stream, each once and in order").containsExactlyElementsOf(stored);
        log.info(
                "{} events; {} and {} webhooks were taken",
                stored.size(),
                receiver.taken().size(),
                ordered.taken().size());
    }
}
