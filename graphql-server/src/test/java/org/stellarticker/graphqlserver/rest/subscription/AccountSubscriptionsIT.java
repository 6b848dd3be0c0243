package org.stellarticker.graphqlserver.rest.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.NewDelivery;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.stream.ChangeSignals;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;
import org.stellarticker.http.TestApi;
import org.stellarticker.publichttp.WebhookUrls;

/** Subscriptions, as their owners see them. */
class AccountSubscriptionsIT {

    private static final String PATH = "/api/v1/subscriptions";
    private static final String MARKET = "\"base\":\"native\",\"counter\":\"" + USD.sep11() + "\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final Clock clock = Clock.systemUTC();
    private final Stop stop = new Stop();
    private final DeliveryStore deliveries = new DeliveryStore();
    private TestApi api;
    private Http http;
    private ChangeSignals signals;
    private Thread feed;
    private final Progress feedProgress = new Progress("messages", clock);
    private String key = "";
    private String other = "";
    private String admin = "";

    @BeforeEach
    void start() throws Exception {
        db.clear();
        var trades = new TradeStore(db.database());
        db.database().commit(tx -> trades.insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.STREAM));
        key = key("alice", Set.of(Scope.SUBSCRIBE));
        other = key("bob", Set.of(Scope.SUBSCRIBE));
        admin = key("carol", Set.of(Scope.SUBSCRIBE, Scope.ADMIN));
        serve(new SubscriptionConfig(true, WebhookUrls.parse("http://localhost:9000")));
    }

    private void serve(SubscriptionConfig config) throws Exception {
        var live = new LiveDatabase(db.database(), clock);
        var accounts = new AccountDatabase(db.database(), live);
        signals = new ChangeSignals(db.database(), DeliveryStore.CHANNEL);
        var messages = new DeliveryFeed(live, signals);
        feed = Thread.ofPlatform().start(() -> {
            try {
                messages.reportingTo(feedProgress).follow(stop);
            } catch (Exception over) {
                throw new IllegalStateException(over);
            }
        });
        var faces = new SubscriptionFaces(config, accounts, new Callers(accounts, clock), messages, clock);
        api = TestApi.start(folder, routes -> faces.all().forEach(face -> face.accept(routes)));
        http = Http.at(api.socket());
    }

    @AfterEach
    void end() throws Exception {
        await().until(() -> feedProgress.report().state() == ProgramState.RUNNING);
        stop.request();
        feed.join();
        signals.close();
        api.close();
    }

    private String key(String account, Set<Scope> scopes) {
        return db.database().transaction(tx -> {
            var created = new Accounts(clock).create(tx, AccountAudit.OPERATOR, account, Optional.empty());
            return new Keys(clock)
                    .create(
                            tx,
                            AccountAudit.OPERATOR,
                            created.id(),
                            new Keys.Wanted("first", scopes, 600, Optional.empty()))
                    .text();
        });
    }

    private Http.Response send(String method, String path, String asKey, String body) throws Exception {
        var headers = new HashMap<String, String>();
        if (!asKey.isEmpty()) {
            headers.put("Authorization", "Bearer " + asKey);
        }
        return http.send(method, path, headers, body.getBytes(UTF_8));
    }

    private JsonNode ok(int status, Http.Response answer) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        return JSON.readTree(answer.body());
    }

    private List<String> refused(int status, Http.Response answer) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        return TestApi.texts(JSON.readTree(answer.body()).path("faults"), "field");
    }

    private static String webhook(String type, String filter, String url) {
        return "{\"type\":\"" + type + "\",\"filter\":{" + filter + "},\"delivery\":{\"type\":\"webhook\",\"url\":\""
                + url + "\"}}";
    }

    private JsonNode subscribe(String delivery) throws Exception {
        return ok(
                201,
                send(
                        "POST",
                        PATH,
                        key,
                        "{\"type\":\"trade\",\"filter\":{" + MARKET + "},\"delivery\":" + delivery + "}"));
    }

    private void deliver(long subscription, int from, int to, boolean streamed) {
        db.database().commit(tx -> {
            for (int n = from; n <= to; n++) {
                deliveries.add(
                        tx,
                        List.of(new NewDelivery(
                                subscription,
                                "trade-" + n,
                                "trade",
                                OptionalInt.empty(),
                                NOON.plusSeconds(n),
                                "{\"n\":" + n + "}",
                                streamed)),
                        clock.instant());
            }
        });
    }

    @Test
    void aSubscriptionIsMadeShownChangedAndDeletedAndEachChangeNoted() throws Exception {
        JsonNode made = ok(
                201,
                send(
                        "POST",
                        PATH,
                        key,
                        "{\"name\":\"large ones\",\"type\":\"trade\",\"filter\":{" + MARKET
                                + ",\"minimum_base_amount\":\"100.50\"},\"delivery\":{\"type\":\"webhook\","
                                + "\"url\":\"https://example.com/hook?a=1\",\"ordered\":true},\"ends_at\":\"2126-01-01T00:00:00Z\"}"));
        String one = PATH + "/" + made.get("id").asLong();
        String secret = made.get("secret").asText();
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.at("/filter/minimum_base_amount").asText()).isEqualTo("100.5");
        assertThat(made.at("/delivery/ordered").asBoolean()).isTrue();
        assertThat(made.get("ends_at").asText()).isEqualTo("2126-01-01T00:00:00Z");

        Http.Response shown = send("GET", one, key, "");
        assertThat(ok(200, shown).get("name").asText()).isEqualTo("large ones");
        assertThat(shown.body()).as("the secret is shown once").doesNotContain(secret);
        assertThat(ok(200, send("GET", PATH, key, "")).get("items")).hasSize(1);

        assertThat(refused(400, send("PATCH", one, key, "{\"name\":\"\",\"type\":\"gap\"}")))
                .containsExactly("name", "type");
        db.execute("update subscription set enabled_at = 'epoch'");
        JsonNode changed = ok(
                200, send("PATCH", one, key, "{\"active\":false,\"ends_at\":null,\"url\":\"https://example.org/\"}"));
        assertThat(changed.get("active").asBoolean()).isFalse();
        assertThat(changed.get("ends_at").isNull()).isTrue();
        assertThat(changed.at("/delivery/url").asText()).isEqualTo("https://example.org/");
        assertThat(changed.at("/delivery/ordered").asBoolean())
                .as("what is not named stays")
                .isTrue();
        assertThat(db.rows("select (enabled_at > 'epoch')::text from subscription"))
                .as("the failures of the old address count no more")
                .containsExactly("true");

        JsonNode rotated = ok(200, send("POST", one + "/secret", key, ""));
        assertThat(rotated.get("secret").asText()).matches("whsec_.*").isNotEqualTo(secret);
        Instant until = Instant.parse(rotated.get("previous_secret_until").asText());
        assertThat(until).isAfter(clock.instant().plus(Duration.ofHours(23)));
        assertThat(db.rows("select previous_secret from subscription")).containsExactly(secret);

        assertThat(send("DELETE", one, key, "").status()).isEqualTo(204);
        refused(404, send("GET", one, key, ""));
        assertThat(db.rows("select secret || url from subscription"))
                .as("nothing of it stays")
                .containsExactly("");
        assertThat(db.rows("select action from account_audit where subject like 'subscription:%' order by id"))
                .containsExactly(
                        "subscription.created",
                        "subscription.changed",
                        "subscription.secret_rotated",
                        "subscription.deleted");
        assertThat(String.join("", db.rows("select detail::text from account_audit")))
                .doesNotContain("whsec_");
    }

    @Test
    void nobodyButTheOwnerAndOperatorsSeesASubscription() throws Exception {
        long id = subscribe("{\"type\":\"webhook\",\"url\":\"https://example.com/\"}")
                .get("id")
                .asLong();
        String one = PATH + "/" + id;
        deliver(id, 1, 1, false);
        for (String path : List.of(one, one + "/deliveries", one + "/stream")) {
            refused(404, send("GET", path, other, ""));
        }
        refused(404, send("PATCH", one, other, "{\"active\":false}"));
        refused(404, send("DELETE", one, other, ""));
        refused(404, send("POST", one + "/secret", other, ""));
        refused(404, send("POST", one + "/test", other, ""));
        refused(404, send("POST", one + "/replay", other, "{\"delivery_id\":\"1\"}"));
        assertThat(send("GET", one, other, "").body())
                .isEqualTo(send("GET", PATH + "/" + id, other, "").body())
                .isEqualTo(send("GET", PATH + "/999", other, "").body().replace("999", Long.toString(id)));
        assertThat(ok(200, send("GET", PATH, other, "")).get("items")).isEmpty();
        refused(401, send("GET", one, "", ""));
        String account = db.rows("select account_id::text from subscription").getFirst();
        refused(403, send("GET", PATH + "?account=" + account, other, ""));

        assertThat(ok(200, send("GET", PATH + "?account=" + account, admin, "")).get("items"))
                .hasSize(1);
        assertThat(ok(200, send("GET", one + "/deliveries", admin, "")).get("items"))
                .hasSize(1);
        assertThat(send("DELETE", one, admin, "").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://user:secret@example.com/",
                "https://127.0.0.1/",
                "https://169.254.169.254/latest",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://0x7f.1/",
                "https://2130706433/",
                "https://localhost/",
                "https://localhost:9000/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://example.com:22/",
                "https://example.com/#a",
                "https://exa mple.com/",
                "https://example.com\\\\@127.0.0.1/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "http://localhost:9001/",
                "",
                "x",
            })
    void anAddressThatIsNotPublicHttpsIsRefusedAndNothingStored(String url) throws Exception {
        assertThat(refused(400, send("POST", PATH, key, webhook("trade", MARKET, url))))
                .containsExactly("delivery.url");
        assertThat(db.rows("select 1 from subscription")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "trade|\"base\":\"native\"|filter.counter",
                "trade|\"base\":\"native\",\"counter\":\"native\"|filter.counter",
                "trade|\"base\":\"x\",\"counter\":\"native\"|filter.base",
                "trade|MARKET,\"minimum_base_amount\":\"0\"|filter.minimum_base_amount",
                "trade|MARKET,\"minimum_base_amount\":\"1e999999999\"|filter.minimum_base_amount",
                "trade|MARKET,\"minimum_base_amount\":5|filter.minimum_base_amount",
                "trade|MARKET,\"interval\":\"1m\"|filter.interval",
                "candle|MARKET|filter.interval",
                "candle|MARKET,\"interval\":\"2m\"|filter.interval",
                "price|MARKET,\"direction\":\"up\",\"price\":\"1\"|filter.direction",
                "price|MARKET,\"direction\":\"above\"|filter.price",
                "price|MARKET,\"direction\":\"above\",\"price\":\"1\",\"hysteresis_percent\":\"51\"|filter.hysteresis_percent",
                "volume|MARKET,\"window_seconds\":59,\"above\":\"1\"|filter.window_seconds",
                "spread|MARKET,\"window_seconds\":60|filter.above_percent",
                "spread|MARKET,\"window_seconds\":60,\"above_percent\":\"200\"|filter.above_percent",
                "spread|MARKET,\"above_percent\":\"1\"|filter.window_seconds",
                "new_asset|\"domain\":\"a b\"|filter.domain",
                "asset|\"asset\":\"x\"|filter.asset",
                "feed|\"stale_seconds\":1|filter.stale_seconds",
                "gap|MARKET|filter.base",
                "volcano|MARKET|type",
            })
    void aFilterThatCannotBeUsedIsNamedByItsField(String type, String filter, String field) throws Exception {
        String body = webhook(type, filter.replace("MARKET", MARKET), "https://example.com/");
        assertThat(refused(400, send("POST", PATH, key, body))).contains(field);
        assertThat(db.rows("select 1 from subscription")).isEmpty();
    }

    @Test
    void aSubscriptionShowsHowManyOfItsMessagesWereDropped() throws Exception {
        JsonNode made = ok(
                201,
                send(
                        "POST",
                        PATH,
                        key,
                        webhook(
                                "spread",
                                MARKET + ",\"window_seconds\":600,\"above_percent\":\"2.50\"",
                                "https://example.com/")));
        assertThat(made.at("/filter/above_percent").asText()).isEqualTo("2.5");
        assertThat(made.get("dropped").asText()).isEqualTo("0");
        assertThat(made.get("dropped_at").isNull()).isTrue();
        long id = made.get("id").asLong();
        var backlog = new BacklogStore();
        db.database().commit(tx -> backlog.drop(tx, Map.of(id, 3), NOON));
        db.database().commit(tx -> backlog.drop(tx, Map.of(id, 4), NOON.plusSeconds(1)));

        JsonNode shown = ok(200, send("GET", PATH + "/" + id, key, ""));
        assertThat(shown.get("dropped").asText()).isEqualTo("7");
        assertThat(shown.get("dropped_at").asText())
                .isEqualTo(NOON.plusSeconds(1).toString());
    }

    @Test
    void anAccountAsksForItsMessagesByTypeMarketAndRange_andAnOperatorForAll() throws Exception {
        long first = subscribe("{\"type\":\"webhook\",\"url\":\"https://example.com/\"}")
                .get("id")
                .asLong();
        long second = subscribe("{\"type\":\"stream\"}").get("id").asLong();
        deliver(first, 1, 2, false);
        deliver(second, 3, 4, true);
        db.execute(
                "update delivery set trade_pair_id = (select min(trade_pair_id) from trade_pair) where message = 'trade-2'");
        db.execute("update delivery set type = 'test' where message = 'trade-4'");
        String archive = "/api/v1/events/delivered";
        assertThat(delivered(archive, key)).containsExactly("trade-4", "trade-3", "trade-2", "trade-1");
        assertThat(delivered(archive + "?type=trade&state=streamed", key)).containsExactly("trade-3");
        assertThat(delivered(archive + "?base=native&counter=" + USD.sep11(), key))
                .containsExactly("trade-2");
        assertThat(delivered(archive + "?base=native&counter=" + EUR.sep11(), key))
                .isEmpty();
        assertThat(delivered(archive + "?from=" + NOON.plusSeconds(2) + "&to=" + NOON.plusSeconds(4), key))
                .containsExactly("trade-3", "trade-2");
        JsonNode page = ok(200, send("GET", archive + "?limit=3", key, ""));
        assertThat(delivered(archive + "?cursor=" + page.get("next_cursor").asText(), key))
                .containsExactly("trade-1");
        assertThat(page.at("/items/0/subscription_id").asLong()).isEqualTo(second);
        assertThat(delivered(archive, other)).isEmpty();
        assertThat(refused(400, send("GET", archive + "?type=volcano&base=native", key, "")))
                .containsExactly("counter", "type");

        refused(403, send("GET", "/api/v1/admin/deliveries", key, ""));
        assertThat(delivered("/api/v1/admin/deliveries", admin)).hasSize(4);
        String bob = db.rows("select id from account where name = 'bob'").getFirst();
        assertThat(delivered("/api/v1/admin/deliveries?account=" + bob, admin)).isEmpty();
    }

    private List<String> delivered(String path, String asKey) throws Exception {
        return TestApi.texts(ok(200, send("GET", path, asKey, "")).get("items"), "webhook_id").stream()
                .map(id -> id.replaceFirst("msg_\\d+_", ""))
                .toList();
    }

    @Test
    void anOperatorStopsAndDeletesSubscriptionsOfAll() throws Exception {
        long id = subscribe("{\"type\":\"webhook\",\"url\":\"https://example.com/\"}")
                .get("id")
                .asLong();
        String all = "/api/v1/admin/subscriptions";
        refused(403, send("GET", all, key, ""));
        refused(403, send("PATCH", all + "/" + id, key, "{\"active\":false}"));
        JsonNode listed = ok(200, send("GET", all, admin, "")).get("items");
        assertThat(TestApi.texts(listed, "account")).containsExactly("alice");
        assertThat(ok(200, send("PATCH", all + "/" + id, admin, "{\"active\":false}"))
                        .get("active")
                        .asBoolean())
                .isFalse();
        assertThat(refused(400, send("PATCH", all + "/" + id, admin, "{}"))).containsExactly("active");
        assertThat(send("DELETE", all + "/" + id, admin, "").status()).isEqualTo(204);
        refused(404, send("DELETE", all + "/" + id, admin, ""));
        assertThat(ok(200, send("GET", all, admin, "")).get("items")).isEmpty();
        assertThat(db.rows("select action from account_audit where actor like 'account:carol/%' order by id"))
                .containsExactly("subscription.changed", "subscription.deleted");
    }

    @Test
    void aPauseOfTheOperatorHoldsUntilTheOperatorEndsIt() throws Exception {
        long id = subscribe("{\"type\":\"webhook\",\"url\":\"https://example.com/\"}")
                .get("id")
                .asLong();
        String one = PATH + "/" + id;
        String operated = "/api/v1/admin/subscriptions/" + id;
        String start = "{\"active\":true}";
        JsonNode paused = ok(
                200, send("PATCH", operated, admin, "{\"active\":false,\"reason\":\"your server answers nothing\"}"));
        assertThat(paused.get("active").asBoolean()).isFalse();

        Http.Response refusal = send("PATCH", one, key, "{\"name\":\"x\",\"active\":true}");
        refused(409, refusal);
        assertThat(JSON.readTree(refusal.body()).get("detail").asText())
                .contains("the operator paused", paused.get("paused_at").asText(), "your server answers nothing");
        JsonNode moved = ok(200, send("PATCH", one, key, "{\"url\":\"https://example.org/\"}"));
        assertThat(moved.get("active").asBoolean()).isFalse();
        assertThat(moved.get("pause_reason").asText()).isEqualTo("your server answers nothing");
        assertThat(moved.get("name").asText()).isEmpty();
        assertThat(wanted()).as("the sender leaves it out").isFalse();

        ok(200, send("PATCH", operated, admin, start));
        JsonNode resumed = ok(200, send("GET", one, key, ""));
        assertThat(resumed.get("active").asBoolean()).isTrue();
        assertThat(resumed.get("paused_at").isNull()).isTrue();
        assertThat(resumed.get("pause_reason").isNull()).isTrue();
        assertThat(wanted()).isTrue();

        // By the address of owners, too, an operator pauses; and what the owner paused stays so.
        ok(200, send("PATCH", one, admin, "{\"active\":false}"));
        refused(409, send("PATCH", one, key, start));
        ok(200, send("PATCH", one, key, "{\"active\":false}"));
        assertThat(ok(200, send("PATCH", one, admin, start)).get("active").asBoolean())
                .isFalse();
        assertThat(ok(200, send("PATCH", one, key, start)).get("active").asBoolean())
                .isTrue();
        assertThat(db.rows("select detail from account_audit where actor like 'account:carol/%' order by id"))
                .startsWith("{\"active\": false, \"reason\": \"your server answers nothing\"}", "{\"active\": true}");
    }

    /** Returns whether webhook-sender makes messages for the only subscription. */
    private static boolean wanted() {
        return db.database()
                .transaction(tx -> new SubscriptionStore().listChanged(tx, 0, 2))
                .getFirst()
                .isOpenAt(NOON);
    }

    @Test
    void otherWrongBodiesAreRefused() throws Exception {
        String unknown = "\"base\":\"native\",\"counter\":\"" + EUR.sep11() + "\"";
        assertThat(refused(400, send("POST", PATH, key, webhook("trade", unknown, "https://example.com/"))))
                .contains("filter.base");
        assertThat(refused(400, send("POST", PATH, key, "no json"))).containsExactly("body");
        assertThat(refused(400, send("POST", PATH, key, "[]"))).containsExactly("body");
        assertThat(refused(400, send("POST", PATH, key, "{}"))).contains("type", "delivery");
        refused(413, send("POST", PATH, key, "{\"name\":\"" + "x".repeat(1 << 20) + "\"}"));
        refused(401, send("POST", PATH, "sticker_x", webhook("trade", MARKET, "https://example.com/")));
        assertThat(
                        refused(
                                400,
                                send(
                                        "POST",
                                        PATH,
                                        key,
                                        "{\"type\":\"gap\",\"filter\":{},\"delivery\":{\"type\":\"stream\"},\"ends_at\":\"2020-01-01T00:00:00Z\"}")))
                .containsExactly("ends_at");
        assertThat(db.rows("select 1 from subscription")).isEmpty();
        // A trusted origin may be anything.
        ok(201, send("POST", PATH, key, webhook("trade", MARKET, "http://localhost:9000/x")));
    }

    @Test
    void deliveriesShowTheirAttemptsAndAreReplayed() throws Exception {
        long id = subscribe("{\"type\":\"webhook\",\"url\":\"https://example.com/\"}")
                .get("id")
                .asLong();
        deliver(id, 1, 3, false);
        db.execute("update delivery set state = 'dead', attempts = 1, next_at = null where message = 'trade-2'");
        db.execute(
                "insert into delivery_attempt select id, 1, now(), 12, 500, 'answered 500' from delivery where state = 'dead'");
        String path = PATH + "/" + id;
        JsonNode all = ok(200, send("GET", path + "/deliveries?limit=2", key, ""));
        assertThat(TestApi.texts(all.get("items"), "webhook_id"))
                .containsExactly("msg_" + id + "_trade-3", "msg_" + id + "_trade-2");
        JsonNode rest = ok(
                200,
                send(
                        "GET",
                        path + "/deliveries?limit=2&cursor="
                                + all.get("next_cursor").asText(),
                        key,
                        ""));
        assertThat(rest.get("items")).hasSize(1);
        JsonNode dead =
                ok(200, send("GET", path + "/deliveries?state=dead", key, "")).at("/items/0");
        assertThat(dead.at("/attempts/0/problem").asText()).isEqualTo("answered 500");
        assertThat(dead.at("/payload/n").asInt()).isEqualTo(2);
        assertThat(ok(200, send("GET", path + "/deliveries?from=2026-03-01T12:00:03Z", key, ""))
                        .get("items"))
                .hasSize(1);

        ok(
                202,
                send(
                        "POST",
                        path + "/replay",
                        key,
                        "{\"delivery_id\":\"" + dead.get("id").asText() + "\"}"));
        ok(
                202,
                send(
                        "POST",
                        path + "/replay",
                        key,
                        "{\"from\":\"2026-03-01T12:00:00Z\",\"to\":\"2026-03-01T13:00:00Z\"}"));
        ok(202, send("POST", path + "/test", key, ""));
        assertThat(refused(400, send("POST", path + "/replay", key, "{\"from\":\"2026-03-01T12:00:00Z\"}")))
                .containsExactly("to");
        assertThat(db.rows("select kind from replay_request order by id")).containsExactly("replay", "replay", "test");
        for (int i = 3; i < 10; i++) {
            ok(202, send("POST", path + "/test", key, ""));
        }
        refused(429, send("POST", path + "/test", key, ""));
    }

    @Test
    void aStreamGoesOnBehindTheLastEventAndEndsWithItsKey() throws Exception {
        long id = subscribe("{\"type\":\"stream\"}").get("id").asLong();
        String path = PATH + "/" + id + "/stream";
        refused(409, send("POST", PATH + "/" + id + "/secret", key, ""));
        var authorized = Map.of("Authorization", "Bearer " + key);
        for (int i = 0; i < 6; i++) {
            // It has no content, so it takes no place of a stream.
            assertThat(send("HEAD", path, key, "").status()).isEqualTo(200);
        }
        String last;
        try (var stream = EventStream.open(api.socket(), path, authorized)) {
            deliver(id, 1, 3, true);
            assertThat(stream.next().data().get("n").asInt()).isEqualTo(1);
            EventStream.Event second = stream.next();
            assertThat(second.type()).isEqualTo("trade");
            last = second.id();
            stream.next();
        }
        deliver(id, 4, 5, true);
        try (var stream =
                EventStream.open(api.socket(), path, Map.of("Authorization", "Bearer " + key, "Last-Event-ID", last))) {
            assertThat(stream.next().data().get("n").asInt()).isEqualTo(3);
            assertThat(stream.next().data().get("n").asInt()).isEqualTo(4);
            assertThat(stream.next().data().get("n").asInt()).isEqualTo(5);
            db.execute("update api_key set revoked_at = now()");
            await().atMost(Duration.ofSeconds(30)).until(stream::ended);
        }
        refused(401, send("GET", path, key, ""));
    }

    @Test
    void aStreamThatEndsBeforeItsFirstMessageGoesOnFromItsBeginning() throws Exception {
        long id = subscribe("{\"type\":\"stream\"}").get("id").asLong();
        deliver(id, 1, 1, true);
        String path = PATH + "/" + id + "/stream";
        String begin;
        try (var stream = EventStream.open(api.socket(), path, Map.of("Authorization", "Bearer " + key))) {
            await().until(() -> !stream.lastId().isEmpty());
            begin = stream.lastId();
        }
        deliver(id, 2, 2, true);
        try (var stream = EventStream.open(
                api.socket(), path, Map.of("Authorization", "Bearer " + key, "Last-Event-ID", begin))) {
            assertThat(stream.next().data().get("n").asInt()).isEqualTo(2);
        }
    }

    @Test
    void theSchemaOfEachTypeAcceptsWhatTheApiAccepts() throws Exception {
        JsonNode types = JSON.readTree(
                        send("GET", "/api/v1/subscription-types", "", "").body())
                .get("types");
        Map<String, String> filters = new HashMap<>(Map.of(
                "trade",
                "{" + MARKET + ",\"minimum_base_amount\":\"1\"}",
                "candle",
                "{" + MARKET + ",\"interval\":\"1h\"}",
                "price",
                "{" + MARKET + ",\"direction\":\"above\",\"price\":\"0.5\",\"hysteresis_percent\":\"0\"}",
                "volume",
                "{" + MARKET + ",\"window_seconds\":3600,\"above\":\"1000\"}",
                "new_market",
                "{\"asset\":\"native\"}",
                "new_asset",
                "{\"code\":\"USD\",\"domain\":\"bank.example\"}",
                "asset",
                "{\"asset\":\"" + USD.sep11() + "\"}",
                "feed",
                "{\"stale_seconds\":60}",
                "gap",
                "{}",
                "audit",
                "{}"));
        filters.put("spread", "{" + MARKET + ",\"window_seconds\":60,\"above_percent\":\"2.5\"}");
        assertThat(TestApi.texts(types, "type")).containsExactlyInAnyOrderElementsOf(filters.keySet());
        for (JsonNode type : types) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(type.get("filter").toString());
            String filter = filters.getOrDefault(type.get("type").asText(), "");
            assertThat(schema.validate(filter, InputFormat.JSON)).isEmpty();
            assertThat(schema.validate("{\"x\":1}", InputFormat.JSON)).isNotEmpty();
            JsonNode made = ok(
                    201,
                    send(
                            "POST",
                            PATH,
                            key,
                            "{\"type\":" + type.get("type") + ",\"filter\":" + filter
                                    + ",\"delivery\":{\"type\":\"stream\"}}"));
            assertThat(schema.validate(made.get("filter").toString(), InputFormat.JSON))
                    .as("the answer has the form that is asked for")
                    .isEmpty();
        }
    }
}
