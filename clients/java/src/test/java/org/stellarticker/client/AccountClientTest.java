package org.stellarticker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.client.PlayedServer.BASE;
import static org.stellarticker.client.PlayedServer.COUNTER;
import static org.stellarticker.client.PlayedServer.event;
import static org.stellarticker.client.PlayedServer.inTurn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stellarticker.client.PlayedServer.Answer;
import org.stellarticker.client.PlayedServer.Request;
import org.stellarticker.client.error.ApiException;
import org.stellarticker.client.error.TooManyRequestsException;
import org.stellarticker.client.error.UnavailableException;
import org.stellarticker.client.error.UnexpectedAnswerException;
import org.stellarticker.client.subscription.Delivery;
import org.stellarticker.client.subscription.Subscription;

class AccountClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final String KEY = """
            {"id": 7, "account_id": 1, "name": "bot", "prefix": "sticker_a1B2c3", "scopes": ["read", "subscribe"],
            "quota_per_minute": 600, "created_at": "2026-11-30T12:00:00Z", "expires_at": null, "revoked_at": null,
            "last_used_at": null, "replaced_by": null%s}""";
    private static final String SUBSCRIPTION = """
            {"id": 3, "name": "large", "type": "trade", "filter": {"base": "native", "counter": "native",
            "minimum_base_amount": "100"}, "delivery": {"type": "webhook", "url": "https://example.com/", "ordered": true},
            "active": false, "paused_at": "2026-11-30T12:00:00Z", "pause_reason": "it floods us",
            "created_at": "2026-11-30T12:00:00Z", "changed_at": "2026-11-30T12:00:00Z", "ends_at": null,
            "previous_secret_until": null, "dropped": "9007199254740993", "dropped_at": null, "endpoint": {"received_at": null,
            "failing_since": "2026-11-30T12:00:00Z", "problem": "answered 500", "disabled_at": null}%s}""";
    private static final String MESSAGE = """
            {"id": "17", "webhook_id": "msg_3_trade-1", "type": "trade", "state": "dead", "happened_at":
            "2026-11-30T12:00:00Z", "created_at": "2026-11-30T12:00:00Z", "finished_at": null, "next_at": null,
            "payload": {"data": {"price": "0.1", "account": null}}%s}""";
    private static final String ATTEMPTS = """
            , "attempts": [{"attempt": 1, "attempted_at": "2026-11-30T12:00:00Z", "millis": 40, "status": null,
            "problem": "no answer within 15 seconds"}]""";
    private static final String LOGGED = """
            {"position": 5, "happened_at": "2026-11-30T12:00:00Z", "type": "trades_stored", "markets": [{"base": "native",
            "counter": "native"}], "first_trade": "1-0", "last_trade": null, "detail": ""}""";

    private PlayedServer server;
    private TickerClient client;
    private AccountClient account;

    @BeforeEach
    void start() throws IOException {
        server = new PlayedServer();
        server.play(AccountClientTest::answer);
        client = TickerClient.withKey(server.url(), Duration.ofSeconds(10), TickerClientTest.FAST, "sticker_x");
        account = client.account();
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private static Answer answer(Request request) {
        String asked = request.method() + " " + request.path().replace("/api/v1", "");
        return switch (asked) {
            case "GET /accounts/me" ->
                Answer.json("{\"id\": 1, \"name\": \"alice\", \"stellar_account\": null, \"created_at\": \"" + NOON
                        + "\", \"key\": " + KEY.formatted("") + "}");
            case "GET /keys" -> listed(KEY.formatted(""));
            case "POST /keys" -> Answer.json(201, KEY.formatted(", \"key\": \"sticker_new\""));
            case "POST /keys/7/rotate" -> Answer.json(201, KEY.formatted(", \"key\": \"sticker_next\""));
            case "DELETE /keys/7", "DELETE /subscriptions/3" -> Answer.json(204, "");
            case "GET /usage" -> listed("{\"key_id\": 7, \"minute\": \"" + NOON + "\", \"used\": 12, \"refused\": 1}");
            case "GET /subscriptions" -> listed(SUBSCRIPTION.formatted(""));
            case "POST /subscriptions" -> Answer.json(201, SUBSCRIPTION.formatted(", \"secret\": \"whsec_c2Vj\""));
            case "GET /subscriptions/3", "PATCH /subscriptions/3" -> Answer.json(SUBSCRIPTION.formatted(""));
            case "POST /subscriptions/3/secret" ->
                Answer.json("{\"secret\": \"whsec_bmV3\", \"previous_secret_until\": \"" + NOON + "\"}");
            case "POST /subscriptions/3/test", "POST /subscriptions/3/replay" ->
                Answer.json(202, "{\"subscription_id\": 3}");
            case "GET /subscriptions/3/deliveries" -> listed(MESSAGE.formatted(ATTEMPTS));
            case "GET /events" -> listed(LOGGED);
            case "GET /events/delivered" -> listed(MESSAGE.formatted(", \"subscription_id\": 3"));
            default -> throw new IllegalArgumentException("no answer to " + asked);
        };
    }

    private static Answer listed(String item) {
        return Answer.json("{\"items\": [" + item + "], \"next_cursor\": null}");
    }

    /** Returns method, path and body of each request that changes something. */
    private List<List<Object>> changes() {
        return server.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .map(request ->
                        List.<Object>of(request.method(), request.path().replace("/api/v1", ""), json(request.body())))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Test
    void keysAreListedCreatedRotatedAndRevoked() {
        assertThat(account.me().name()).isEqualTo("alice");
        assertThat(account.keys().get(0).scopes()).containsExactly("read", "subscribe");
        assertThat(account.usage().get(0).used()).isEqualTo(12);
        assertThat(account.createKey("bot", List.of("read"), null, NOON).key()).isEqualTo("sticker_new");
        assertThat(account.rotateKey(7, Duration.ofHours(2)).key()).isEqualTo("sticker_next");
        account.revokeKey(7);

        assertThat(changes())
                .containsExactly(
                        List.of(
                                "POST",
                                "/keys",
                                json(
                                        "{\"name\": \"bot\", \"scopes\": [\"read\"], \"expires_at\": \"2026-11-30T12:00:00Z\"}")),
                        List.of("POST", "/keys/7/rotate", json("{\"overlap\": \"7200s\"}")),
                        List.of("DELETE", "/keys/7", json("")));
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.authorization()).contains("Bearer sticker_x"));
    }

    @Test
    void noTextOfAnAnswerShowsASecret() {
        assertThat(account.createKey("bot", List.of("read"), null, NOON).toString())
                .startsWith("NewApiKey[id=7, accountId=1, name=bot, ")
                .endsWith(", replacedBy=null]")
                .doesNotContain("sticker_new");
        assertThat(account.subscribe(WantedSubscription.byStream("gap", Map.of()))
                        .toString())
                .contains("name=large")
                .doesNotContain("whsec");
        assertThat(account.rotateSecret(3).toString()).isEqualTo("NewSecret[previousSecretUntil=2026-11-30T12:00:00Z]");
    }

    @Test
    void subscriptionsAreMadeChangedAndDeleted() {
        Map<String, Object> filter = Map.of("base", BASE, "counter", COUNTER);
        var wanted = WantedSubscription.byWebhook("trade", filter, "https://example.com/")
                .inOrder()
                .named("large")
                .until(NOON);
        assertThat(account.subscribe(wanted).secret()).isEqualTo("whsec_c2Vj");
        account.subscribe(WantedSubscription.byStream("gap", Map.of()));
        Subscription one = account.subscriptions().iterator().next();
        assertThat(one.filter().minimumBaseAmount()).isEqualTo("100");
        assertThat(one.pauseReason()).isEqualTo("it floods us");
        assertThat(one.dropped()).isEqualTo(9007199254740993L);
        assertThat(account.subscription(3).pausedAt()).isEqualTo(NOON);
        account.changeSubscription(3, SubscriptionChange.none().paused().withoutEnd());
        assertThat(account.rotateSecret(3).secret()).isEqualTo("whsec_bmV3");
        account.testSubscription(3);
        account.deleteSubscription(3);

        assertThat(changes())
                .containsExactly(
                        List.of("POST", "/subscriptions", json("""
                                {"type": "trade", "filter": {"base": "native", "counter": "%s"}, "delivery": {"type": "webhook",
                                "url": "https://example.com/", "ordered": true}, "name": "large",
                                "ends_at": "2026-11-30T12:00:00Z"}""".formatted(COUNTER))),
                        List.of(
                                "POST",
                                "/subscriptions",
                                json("{\"type\": \"gap\", \"filter\": {}, \"delivery\": {\"type\": \"stream\"}}")),
                        List.of("PATCH", "/subscriptions/3", json("{\"active\": false, \"ends_at\": null}")),
                        List.of("POST", "/subscriptions/3/secret", json("")),
                        List.of("POST", "/subscriptions/3/test", json("")),
                        List.of("DELETE", "/subscriptions/3", json("")));
    }

    @Test
    void messagesAreListedAndReplayed() {
        var dead = EventSelection.ALL.inState("dead");
        Delivery delivery = account.deliveries(3, dead.within(TimeWindow.since(NOON)))
                .iterator()
                .next();
        assertThat(delivery.payload().at("/data/price").asText()).isEqualTo("0.1");
        assertThat(delivery.attempts().get(0).status()).isNull();
        assertThat(server.requests().get(0).parameters())
                .isEqualTo(Map.of("state", "dead", "from", NOON.toString(), "limit", "200"));
        account.replay(3, delivery.id());
        account.replay(3, NOON, NOON.plusSeconds(1));

        assertThat(changes())
                .extracting(change -> change.get(2))
                .containsExactly(
                        json("{\"delivery_id\": \"17\"}"),
                        json("{\"from\": \"2026-11-30T12:00:00Z\", \"to\": \"2026-11-30T12:00:01Z\"}"));
        assertThat(account.events(EventSelection.ALL.ofType("trades_stored").ofMarket(BASE, COUNTER)))
                .extracting(logged -> logged.type())
                .containsExactly("trades_stored");
        assertThat(account.delivered(dead))
                .extracting(archived -> archived.subscriptionId())
                .containsExactly(3L);
    }

    @Test
    void whatWasRefusedForNowIsSentAgain() {
        Answer busy = Answer.problem(429, "later", "").with("Retry-After", "0");
        server.play(inTurn(List.of(request -> busy, AccountClientTest::answer)));

        account.testSubscription(3);

        assertThat(server.requests()).hasSize(2);
        server.play(request -> busy);
        assertThatThrownBy(() -> account.revokeKey(7)).isInstanceOf(TooManyRequestsException.class);
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void whatMayBeDoneAlreadyIsNotSentAgain() {
        var gap = WantedSubscription.byStream("gap", Map.of());
        server.play(request -> Answer.problem(503, "away", ""));
        assertThatThrownBy(() -> account.subscribe(gap)).isInstanceOf(UnavailableException.class);
        server.play(request -> Answer.problem(409, "no", ""));
        assertThatThrownBy(() -> account.subscribe(gap)).isInstanceOf(ApiException.class);

        assertThat(server.requests()).hasSize(2);
    }

    private static String message(int number) {
        return event("trade", "" + number, "{\"n\": " + number + "}");
    }

    @Test
    void aBrokenStreamGoesOnBehindTheLastWholeMessage() {
        String half = message(5).substring(0, message(5).length() - 1);
        server.play(inTurn(List.of(
                request -> Answer.stream(message(4), half),
                request -> Answer.problem(503, "away", ""),
                request -> Answer.stream(message(5), event("test", "6", "{}")))));
        var found = new ArrayList<Message>();
        try (Live<Message> messages = account.messages(3, "3")) {
            for (Message message : messages) {
                found.add(message);
                if (found.size() == 3) {
                    break;
                }
            }
        }

        assertThat(found)
                .containsExactly(
                        new Message("4", "trade", json("{\"n\": 4}")),
                        new Message("5", "trade", json("{\"n\": 5}")),
                        new Message("6", "test", json("{}")));
        assertThat(server.requests())
                .extracting(Request::lastEventId)
                .containsExactly(Optional.of("3"), Optional.of("4"), Optional.of("4"));
    }

    @Test
    void aStreamThatBreaksBeforeItsFirstMessageGoesOnFromItsBeginning() {
        server.play(inTurn(
                List.of(request -> Answer.stream("id: 3\n\n"), request -> Answer.stream("id: 3\n\n", message(4)))));

        try (Live<Message> messages = account.messages(3)) {
            assertThat(messages.iterator().next().id()).isEqualTo("4");
        }

        assertThat(server.requests())
                .extracting(Request::lastEventId)
                .containsExactly(Optional.empty(), Optional.of("3"));
    }

    @Test
    void aMessageThatCannotBeReadIsUnexpected() {
        for (String broken : List.of("id: 1\nevent: trade\ndata: x\n\n", "event: trade\ndata: {}\n\n")) {
            server.play(request -> Answer.stream(broken));
            try (Live<Message> messages = account.messages(3)) {
                assertThatThrownBy(messages.iterator()::hasNext).isInstanceOf(UnexpectedAnswerException.class);
            }
        }
    }
}
