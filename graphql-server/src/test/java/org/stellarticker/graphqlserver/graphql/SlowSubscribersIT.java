package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.limit.Backlog;

/** Subscribers that stop reading, beside one that does not. */
@Timeout(120)
class SlowSubscribersIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int LEDGERS = 8;
    private static final int IN_LEDGER = 2_000;

    /** Fewer than in all ledgers, more than in one. */
    private static final OperationLimits LIMITS = new OperationLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(30), new Backlog.Bounds(500, 6_000, Duration.ofSeconds(30)));

    @TempDir
    Path folder;

    private SubscriptionServer server;
    private final List<String> expected = new ArrayList<>();
    private final List<String> received = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = new SubscriptionServer(db, folder, LIMITS);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Test
    void aWebSocketThatIsNotReadIsCutOffAndResumesWithEachTradeOnce() throws Exception {
        JsonNode last;
        try (var slow = UnixWebSocket.begun(server.socket())) {
            slow.subscribe(trades("", "pagingToken position"));
            storeBesideAPromptSubscriber();

            for (last = slow.next(); last.get("type").asText().equals("next"); last = slow.next()) {
                received.add(token(last.get("payload")));
            }
        }
        assertThat(last.get("type").asText()).isEqualTo("error");
        resumeAfter(last.at("/payload/0"));
    }

    @Test
    void anEventStreamThatIsNotReadIsCutOffAndResumesWithEachTradeOnce() throws Exception {
        JsonNode last;
        try (var slow = EventStream.openUnread(
                server.socket(),
                "/graphql/stream?query=" + URLEncoder.encode(trades("", "pagingToken position"), UTF_8),
                Map.of("Accept", "text/event-stream"))) {
            storeBesideAPromptSubscriber();

            slow.read();
            await().until(slow::ended);
            for (last = slow.next().data(); last.has("data"); last = slow.next().data()) {
                received.add(token(last));
            }
        }
        resumeAfter(last.at("/errors/0"));
    }

    /** Each could wait for the trades of a ledger by itself. */
    @Test
    void theSubscriptionsOfAConnectionShareWhatMayWait() throws Exception {
        try (var slow = UnixWebSocket.begun(server.socket())) {
            for (int i = 0; i < 5; i++) {
                slow.subscribe("s" + i, trades("", "pagingToken position"));
            }
            await().until(() -> server.subscribers() == 5);
            server.store(EventKind.TRADES_STORED, ledger(1));

            JsonNode message = slow.next();
            while (message.get("type").asText().equals("next")) {
                message = slow.next();
            }
            assertThat(message.at("/payload/0/extensions/code").asText()).isEqualTo("SUBSCRIPTION_OVERFLOW");

            // What the others still wait for is sent, and then there is room again.
            await().until(() -> server.subscribers() < 5);
            slow.subscribe("again", trades("(after: \"1.0.0.0.0.0\")", "pagingToken position"));
            for (int received = 0; received < IN_LEDGER; ) {
                message = slow.next();
                if (message.get("id").asText().equals("again")) {
                    assertThat(message.get("type").asText()).isEqualTo("next");
                    received++;
                }
            }
        }
    }

    /** Such a client is never idle. */
    @Test
    void aWebSocketThatSendsButReadsNothingIsClosed() throws Exception {
        server.close();
        server = new SubscriptionServer(
                db, folder, new OperationLimits(LIMITS.longestRun(), Duration.ofSeconds(2), LIMITS.waiting()));
        try (var slow = UnixWebSocket.begun(server.socket())) {
            slow.subscribe(trades("", "pagingToken position"));
            await().until(() -> server.subscribers() == 1);
            server.store(EventKind.TRADES_STORED, ledger(1));

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                try {
                    slow.send("{\"type\":\"pong\"}");
                    return false;
                } catch (IOException closed) {
                    return true;
                }
            });
        }
        await().until(() -> server.subscribers() == 0);
    }

    private void storeBesideAPromptSubscriber() throws Exception {
        try (var prompt = UnixWebSocket.begun(server.socket())) {
            prompt.subscribe(trades("", "pagingToken"));
            await().until(() -> server.subscribers() == 2);
            for (int ledger = 1; ledger <= LEDGERS; ledger++) {
                Trade[] stored = ledger(ledger);
                server.store(EventKind.TRADES_STORED, stored);
                long storedAt = System.nanoTime();
                for (Trade trade : stored) {
                    String token = trade.id().toString();
                    assertThat(token(prompt.next().get("payload"))).isEqualTo(token);
                    expected.add(token);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - storedAt)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private void resumeAfter(JsonNode error) throws IOException {
        assertThat(error.at("/extensions/code").asText()).isEqualTo("SUBSCRIPTION_OVERFLOW");
        assertThat(received).as("sent before the client stopped").hasSizeBetween(1, 3_000);
        String position = error.at("/extensions/position").asText();
        try (var resumed = UnixWebSocket.begun(server.socket())) {
            resumed.subscribe(trades("(after: \"" + position + "\")", "pagingToken"));
            while (received.size() < expected.size()) {
                received.add(token(resumed.next().get("payload")));
            }
            server.store(EventKind.TRADES_STORED, ledger(LEDGERS + 1)[0]);
            assertThat(token(resumed.next().get("payload")))
                    .as("nothing between")
                    .isEqualTo(ledger(LEDGERS + 1)[0].id().toString());
        }
        assertThat(received).isEqualTo(expected);
    }

    private static String trades(String arguments, String fields) {
        return "subscription { trades" + arguments + " { " + fields + " } }";
    }

    private static String token(JsonNode answer) {
        return answer.at("/data/trades/pagingToken").asText();
    }

    private static Trade[] ledger(int sequence) {
        return IntStream.range(0, IN_LEDGER)
                .mapToObj(index -> aTrade(sequence, index, NOON.plusSeconds(sequence)))
                .toArray(Trade[]::new);
    }
}
