package org.stellarticker.graphqlserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.USD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.stellarticker.db.Database;
import org.stellarticker.db.account.KeyUsageStore;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.NewDelivery;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUp;
import org.stellarticker.graphqlserver.account.signin.SignInConfig;
import org.stellarticker.graphqlserver.account.signin.SigningKey;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.rest.account.AccountFaces;
import org.stellarticker.graphqlserver.rest.journal.JournalRoutes;
import org.stellarticker.graphqlserver.rest.subscription.DeliveryFeed;
import org.stellarticker.graphqlserver.rest.subscription.SubscriptionConfig;
import org.stellarticker.graphqlserver.rest.subscription.SubscriptionFaces;
import org.stellarticker.graphqlserver.stream.ChangeSignals;
import org.stellarticker.http.Http;
import org.stellarticker.http.Routes;
import org.stellarticker.http.openapi.OpenApi;
import org.stellarticker.http.openapi.OpenApi.Operation;
import org.stellarticker.publichttp.WebhookUrls;

/** The requests with a key, and those that change something, until each documented answer has occurred. */
final class KeyedRequests {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/api/v1";
    /** As other requests of the test. */
    private static final String CLIENT = "192.0.2.7";

    private final OpenApi document;
    private final Database database;
    private final Path socket;
    private final Clock clock;
    private final Map<Scope, String> lacking = new HashMap<>();
    private final String key;

    KeyedRequests(OpenApi document, Database database, Path socket, Clock clock) {
        this.document = document;
        this.database = database;
        this.socket = socket;
        this.clock = clock;
        this.key = newKey("all", EnumSet.allOf(Scope.class));
        for (Scope scope : Scope.values()) {
            var others = EnumSet.allOf(Scope.class);
            others.remove(scope);
            lacking.put(
                    scope,
                    newKey("lacks-" + scope.name().toLowerCase(Locale.ROOT).replace('_', '-'), others));
        }
    }

    /** Nobody answers at the port of this Horizon; what a wallet does is tested in SignInIT. */
    private static final SignInConfig SIGN_IN = new SignInConfig(
            "ticker.example",
            "ticker.example",
            SigningKey.parse("SC4CGETADVYTCR5HEAVZRB3DZQY5Y4J7RFNJTRA6ESMHIPEZUSTE2QDK"),
            List.of(URI.create("http://127.0.0.1:1")));

    /** Returns the faces of a server where users sign up by invites, and sign in. */
    static List<Consumer<Routes>> open(LiveDatabase live, Database database, Clock clock) {
        return faces(live, database, clock, SignUp.INVITE, Optional.of(SIGN_IN));
    }

    /** Returns the faces of a server where nobody signs up or in. */
    static List<Consumer<Routes>> closed(LiveDatabase live, Database database, Clock clock) {
        return faces(live, database, clock, SignUp.OFF, Optional.empty());
    }

    private static List<Consumer<Routes>> faces(
            LiveDatabase live, Database database, Clock clock, SignUp signUp, Optional<SignInConfig> signIn) {
        var accounts = new AccountDatabase(database, live);
        var callers = new Callers(accounts, clock);
        var types = JournalTypes.parse("full=1d/1,*=30d/20000");
        var all = new ArrayList<>(
                new AccountFaces(accounts, callers, new AccountConfig(signUp, 600), signIn, clock).all());
        all.add(new JournalRoutes(accounts, callers, types, clock)::addTo);
        var feed = new DeliveryFeed(live, new ChangeSignals(database, DeliveryStore.CHANNEL));
        var config = new SubscriptionConfig(/* on= */ true, WebhookUrls.parse(""));
        all.addAll(new SubscriptionFaces(config, accounts, callers, feed, clock).all());
        return all;
    }

    private String newKey(String account, Set<Scope> scopes) {
        return database.transaction(tx -> {
            var created = new Accounts(clock).create(tx, AccountAudit.OPERATOR, account, Optional.empty());
            var wanted = new Keys.Wanted("first", scopes, 600, Optional.empty());
            return new Keys(clock)
                    .create(tx, AccountAudit.OPERATOR, created.id(), wanted)
                    .text();
        });
    }

    /** Makes all requests that a server with its database answers. */
    void ask() throws IOException {
        for (Operation operation : operations()) {
            String request = request(operation);
            String body = body(operation);
            if (!operation.scope().isEmpty()) {
                Scope scope = Scope.find(operation.scope()).orElseThrow();
                check(operation.method(), request, "", body, 401);
                check(operation.method(), request, lacking.getOrDefault(scope, ""), body, 403);
            }
            askBad(operation);
        }
        askForAccounts();
        askAsOperator();
        askForTheJournal();
        askForSubscriptions();
    }

    private void askForTheJournal() throws IOException {
        String entry =
                "{\"id\": \"1\", \"type\": \"metadata\", \"tags\": [\"native\"], \"body\": {\"name\": \"Lumen\"},"
                        + " \"time\": \"2026-02-01T00:00:00Z\", \"ttl\": \"2d\"}";
        good("POST", "/journal", "{\"entries\": [" + entry + "]}", 200);
        good("GET", "/journal?tag=native&type=metadata", "", 200);
        String full = entry.replace("metadata", "full").replace("2d", "1d");
        String three = full.replace("\"1\"", "\"2\"") + ", " + full.replace("\"1\"", "\"3\"") + ", " + full;
        check("POST", PATH + "/journal", key, "{\"entries\": [" + three + "]}", 409);
    }

    private List<Operation> operations() {
        return document.operations().stream()
                .filter(operation -> !document.paths().contains(operation.path())
                        || !operation.method().equals("GET"))
                .toList();
    }

    private void askBad(Operation operation) throws IOException {
        if (document.documents(operation.method(), operation.path(), 400)) {
            if (hasBody(operation)) {
                check(operation.method(), request(operation), key, "no JSON", 400);
            } else if (operation.path().contains("{")) {
                check(operation.method(), operation.path().replaceAll("\\{[a-z]+}", "!"), key, "", 400);
            } else {
                check(operation.method(), operation.path() + "?limit=0", key, "", 400);
            }
        }
        if (operation.path().contains("{id}")) {
            String missing = operation.path().replace("{id}", "999999");
            check(operation.method(), missing, key, body(operation), 404);
        }
    }

    private void askForAccounts() throws IOException {
        String signUp = "{\"name\": \"carol\", \"invite\": \"" + invite() + "\"}";
        good("POST", "/accounts", signUp, 201);
        document.checkBody("POST", PATH + "/auth", "{\"transaction\": \"x\", \"invite\": \"x\"}");
        document.checkAnswer("SignInToken", "{\"token\": \"x\"}");
        check("POST", PATH + "/accounts", "", "{\"name\": \"dave\", \"invite\": \"x\"}", 400);
        check("POST", PATH + "/accounts", "", "{\"name\": \"carol\", \"invite\": \"" + invite() + "\"}", 409);
        good("GET", "/accounts/me", "", 200);
        good("GET", "/keys", "", 200);
        String body = "{\"name\": \"bot\", \"scopes\": [\"read\"], \"quota_per_minute\": 5,"
                + " \"expires_at\": \"2099-01-01T00:00:00Z\"}";
        long id = good("POST", "/keys", body, 201).get("id").asLong();
        good("POST", "/keys/" + id + "/rotate", "{\"overlap\": \"2h\"}", 201);
        good("GET", "/keys", "", 200);
        check("POST", PATH + "/keys/" + id + "/rotate", key, "{}", 409);
        good("DELETE", "/keys/" + id, "", 204);
        while (send("POST", socket, PATH + "/keys", key, body).status() == 201) {
            // Until the account has all that it may have.
        }
        check("POST", PATH + "/keys", key, body, 409);
        database.transaction(tx -> {
            new KeyUsageStore().take(tx, id, 5);
            return true;
        });
        good("GET", "/usage", "", 200);
    }

    private String invite() {
        return database.transaction(tx -> new Accounts(clock)
                .invite(tx, AccountAudit.OPERATOR, List.of(Scope.READ), 30, Duration.ofDays(1))
                .text());
    }

    private void askAsOperator() throws IOException {
        String account = "{\"name\": \"erin\", \"stellar_account\":"
                + " \"GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN\"}";
        long erin = good("POST", "/admin/accounts", account, 201).get("id").asLong();
        check("POST", PATH + "/admin/accounts", key, account, 409);
        good("GET", "/admin/accounts", "", 200);
        good("PATCH", "/admin/accounts/" + erin, "{\"disabled\": true}", 200);
        String body = "{\"account\": \"erin\", \"name\": \"n\", \"scopes\": [\"read\"], \"quota_per_minute\": 5,"
                + " \"expires_at\": \"2099-01-01T00:00:00Z\"}";
        long id = good("POST", "/admin/keys", body, 201).get("id").asLong();
        check("POST", PATH + "/admin/keys", key, body.replace("erin", "nobody"), 404);
        while (send("POST", socket, PATH + "/admin/keys", key, body).status() == 201) {
            // Until the account has all that it may have.
        }
        check("POST", PATH + "/admin/keys", key, body, 409);
        good("GET", "/admin/keys", "", 200);
        good("PATCH", "/admin/keys/" + id, "{\"quota_per_minute\": 7}", 200);
        good("DELETE", "/admin/keys/" + id, "", 204);
        good("GET", "/admin/audit", "", 200);
    }

    private void askForSubscriptions() throws IOException {
        String market = "{\"base\": \"native\", \"counter\": \"" + USD.key() + "\"";
        String webhook = "\"delivery\": {\"type\": \"webhook\", \"url\": \"https://example.com/\", \"ordered\": true}";
        String stream = "\"delivery\": {\"type\": \"stream\"}";
        long id = good(
                        "POST",
                        "/subscriptions",
                        "{\"name\": \"x\", \"ends_at\": \"2099-01-01T00:00:00Z\", \"type\": \"trade\", \"filter\": "
                                + market + ", \"minimum_base_amount\": \"1\"}, " + webhook + "}",
                        201)
                .get("id")
                .asLong();
        String one = "/subscriptions/" + id;
        good(
                "POST",
                "/subscriptions",
                "{\"type\": \"candle\", \"filter\": " + market + ", \"interval\": \"1h\"}, " + stream + "}",
                201);
        good(
                "POST",
                "/subscriptions",
                "{\"type\": \"price\", \"filter\": " + market
                        + ", \"direction\": \"above\", \"price\": \"0.1\", \"hysteresis_percent\": \"2\"}, " + stream
                        + "}",
                201);
        for (String other : List.of(
                "\"volume\", \"filter\": " + market + ", \"window_seconds\": 60, \"above\": \"1\"}",
                "\"spread\", \"filter\": " + market + ", \"window_seconds\": 60, \"above_percent\": \"2.5\"}",
                "\"new_asset\", \"filter\": {\"code\": \"USD\", \"domain\": \"bank.example\"}",
                "\"asset\", \"filter\": {\"asset\": \"native\"}",
                "\"feed\", \"filter\": {\"stale_seconds\": 60}")) {
            good("POST", "/subscriptions", "{\"type\": " + other + ", " + stream + "}", 201);
        }
        long streamed = good(
                        "POST",
                        "/subscriptions",
                        "{\"type\": \"new_market\", \"filter\": {\"asset\": \"native\"}, " + stream + "}",
                        201)
                .get("id")
                .asLong();
        long spare = good("POST", "/subscriptions", "{\"type\": \"gap\", \"filter\": {}, " + stream + "}", 201)
                .get("id")
                .asLong();
        good("GET", "/subscriptions", "", 200);
        good("GET", "/events?base=native&counter=" + USD.key(), "", 200);
        good(
                "PATCH",
                one,
                "{\"name\": \"y\", \"url\": \"https://example.org/\", \"ordered\": false, \"active\": true, \"ends_at\": null}",
                200);
        good("POST", one + "/secret", "", 200);
        good("GET", one, "", 200);
        good("POST", one + "/test", "", 202);
        good("POST", one + "/replay", "{\"delivery_id\": \"1\"}", 202);
        good("POST", one + "/replay", "{\"from\": \"2026-03-01T12:00:00Z\", \"to\": \"2026-03-01T13:00:00Z\"}", 202);
        database.commit(tx -> {
            var message = new NewDelivery(id, "trade-1", "trade", OptionalInt.empty(), clock.instant(), "{}", false);
            new DeliveryStore().add(tx, List.of(message), clock.instant());
            new BacklogStore().drop(tx, Map.of(id, 3), clock.instant());
            tx.update("insert into delivery_attempt select id, 1, now(), 5, 500, 'answered 500' from delivery");
        });
        good("GET", one + "/deliveries", "", 200);
        good("GET", one, "", 200);
        good("GET", "/events/delivered?type=trade&state=waiting", "", 200);
        good("GET", "/admin/deliveries?state=waiting", "", 200);
        good("GET", "/admin/subscriptions", "", 200);
        askForPaused("{\"type\": \"gap\", \"filter\": {}, " + stream + "}");
        good("DELETE", "/admin/subscriptions/" + spare, "", 204);
        check("GET", PATH + one + "/stream", key, "", 409);
        check("POST", PATH + "/subscriptions/" + streamed + "/secret", key, "", 409);
        check("POST", PATH + "/subscriptions/" + streamed + "/replay", key, "{\"delivery_id\": \"1\"}", 409);
        String body = "{\"type\": \"gap\", \"filter\": {}, " + stream + "}";
        while (send("POST", socket, PATH + "/subscriptions", key, body).status() == 201) {
            // Until the account has all that it may have.
        }
        check("POST", PATH + "/subscriptions", key, body, 409);
        good("DELETE", one, "", 204);
    }

    /** Has a subscription paused, whose owner is no operator and may not start it. */
    private void askForPaused(String subscription) throws IOException {
        String owner = lacking.getOrDefault(Scope.ADMIN, "");
        String one = "/subscriptions/"
                + MAPPER.readTree(check("POST", PATH + "/subscriptions", owner, subscription, 201)
                                .body())
                        .get("id")
                        .asLong();
        good("PATCH", "/admin" + one, "{\"active\": false, \"reason\": \"it floods us\"}", 200);
        check("PATCH", PATH + one, owner, "{\"active\": true}", 409);
        good("PATCH", "/admin" + one, "{\"active\": true}", 200);
    }

    /** Makes the requests that a server without sign-up refuses. */
    void askClosed(Path closed) throws IOException {
        String path = PATH + "/accounts";
        Http.Response answer = send("POST", closed, path, "", "{\"name\": \"x\", \"invite\": \"x\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        document.check("POST", path, answer);
        String auth = PATH + "/auth";
        document.check("POST", auth, send("POST", closed, auth, "", "{\"transaction\": \"x\"}"));
        String challenge = auth + "?account=GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
        document.check("GET", challenge, send("GET", closed, challenge, "", ""));
    }

    /** Makes each request with a key at a server that answers all of them by one status. */
    void askAll(Path other, int status) throws IOException {
        for (Operation operation : operations()) {
            String request = request(operation);
            Http.Response answer = send(operation.method(), other, request, key, body(operation));
            assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(status);
            document.check(operation.method(), request, answer);
        }
    }

    /** Makes the request of one operation, which is refused by a status. */
    void ask(String name, int status) throws IOException {
        for (Operation operation : operations()) {
            if (operation.toString().equals(name)) {
                check(operation.method(), request(operation), key, body(operation), status);
            }
        }
    }

    private static String request(Operation operation) {
        return operation.path().replaceAll("\\{[a-z]+}", "1");
    }

    private boolean hasBody(Operation operation) {
        return document.hasBody(operation);
    }

    /** A body that is read, whatever is done then. */
    private String body(Operation operation) {
        return switch (operation.toString().replace(PATH, "")) {
            case "POST /accounts" -> "{\"name\": \"x\", \"invite\": \"x\"}";
            case "POST /auth" -> "{\"transaction\": \"x\"}";
            case "POST /journal" ->
                "{\"entries\": [{\"id\": \"x\", \"type\": \"x\", \"tags\": [\"x\"], \"body\": {}}]}";
            case "POST /keys" -> "{\"name\": \"x\", \"scopes\": [\"read\"]}";
            case "POST /keys/{id}/rotate" -> "{}";
            case "POST /admin/accounts" -> "{\"name\": \"x\"}";
            case "PATCH /admin/subscriptions/{id}" -> "{\"active\": false}";
            case "PATCH /admin/accounts/{id}" -> "{\"disabled\": false}";
            case "POST /admin/keys" -> "{\"account\": \"x\", \"name\": \"x\", \"scopes\": [\"read\"]}";
            case "POST /subscriptions" -> "{\"type\": \"gap\", \"filter\": {}, \"delivery\": {\"type\": \"stream\"}}";
            case "PATCH /subscriptions/{id}" -> "{}";
            case "POST /subscriptions/{id}/replay" -> "{\"delivery_id\": \"1\"}";
            case "PATCH /admin/keys/{id}" -> "{\"quota_per_minute\": 1}";
            default -> "";
        };
    }

    private JsonNode good(String method, String path, String body, int status) throws IOException {
        if (!body.isEmpty()) {
            document.checkBody(method, PATH + path, body);
        }
        return MAPPER.readTree(check(method, PATH + path, key, body, status).body());
    }

    private Http.Response check(String method, String request, String with, String body, int status)
            throws IOException {
        Http.Response answer = send(method, socket, request, with, body);
        assertThat(answer.status())
                .as(method + " " + request + " " + body + ": " + answer.body())
                .isEqualTo(status);
        document.check(method, request, answer);
        return answer;
    }

    private static Http.Response send(String method, Path socket, String request, String key, String body)
            throws IOException {
        var headers = new HashMap<>(Map.of("X-Real-IP", CLIENT));
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
        return Http.at(socket).send(method, request, headers, body.getBytes(UTF_8));
    }
}
