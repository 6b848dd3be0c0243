package org.stellarticker.graphqlserver.rest.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Node;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUp;
import org.stellarticker.http.TestApi;

/** Accounts and keys, as their owners and operators see them. */
class AccountsIT {

    private static final AccountConfig CONFIG = new AccountConfig(SignUp.INVITE, 600);
    private static final Set<Scope> ALL = Set.of(Scope.values());

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final Clock clock = Clock.systemUTC();
    private Node node;
    private String key = "";

    @BeforeEach
    void start() throws Exception {
        db.clear();
        key = key("alice", Set.of(Scope.READ, Scope.SUBSCRIBE));
        node = Node.start(folder, db.database(), CONFIG, clock);
    }

    @AfterEach
    void end() throws Exception {
        node.close();
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

    private static void assertRefused(Node.Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.json().path("field").asText()).as(answer.body()).isEqualTo(field);
    }

    @Test
    void aKeyShowsItsAccountAndIsStoredHashed() throws Exception {
        var answer = node.get("/api/v1/accounts/me", key);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(answer.json().get("name").asText()).isEqualTo("alice");
        assertThat(answer.json().at("/key/scopes").toString()).isEqualTo("[\"read\",\"subscribe\"]");
        assertThat(answer.json().at("/key/prefix").asText()).isEqualTo(key.substring(0, 14));
        assertThat(answer.body()).doesNotContain(key);
        assertThat(
                        String.join(
                                "\n",
                                db.rows(
                                        "select api_key::text from api_key union all select account_audit::text from account_audit")))
                .doesNotContain(key)
                .doesNotContain(key.substring(14));
    }

    @Test
    void requestsWithoutAUsableKeyAreRefusedAlike() throws Exception {
        var none = node.get("/api/v1/accounts/me", "");
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.headers().get("WWW-Authenticate")).startsWith("Bearer");
        var bodies = new ArrayList<String>();
        String wrong = key.substring(0, 20) + (key.charAt(20) == 'x' ? 'y' : 'x') + key.substring(21);
        for (String bad : List.of("sticker_" + "0".repeat(38), wrong, "x", key + "0", "é", "x".repeat(5000))) {
            for (String path : List.of("/api/v1/accounts/me", "/public")) {
                var refused = node.get(path, bad);
                assertThat(refused.status()).as(path + " " + bad).isEqualTo(401);
                assertThat(refused.headers().get("WWW-Authenticate")).contains("invalid_token");
                assertThat(refused.body()).doesNotContain(bad.length() > 1 ? bad : "\u0000");
            }
            bodies.add(node.get("/api/v1/keys", bad).body());
        }
        assertThat(bodies.stream().distinct()).hasSize(1);
    }

    @Test
    void aMissingScopeIsNamed() throws Exception {
        var refused = node.get("/api/v1/admin/accounts", key);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("detail").asText()).contains("scope admin", "read, subscribe");
        assertThat(refused.headers().get("WWW-Authenticate")).contains("insufficient_scope", "scope=\"admin\"");
    }

    @Test
    void aKeyCreatesRotatesAndRevokesOthers() throws Exception {
        var created =
                node.post("/api/v1/keys", key, "{\"name\": \"bot\", \"scopes\": [\"read\"], \"quota_per_minute\": 50}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String bot = created.json().get("key").asText();
        long id = created.json().get("id").asLong();
        assertThat(node.get("/public", bot).headers()).containsEntry("X-RateLimit-Limit", "50");

        var rotated = node.post("/api/v1/keys/" + id + "/rotate", key, "{\"overlap\": \"1h\"}");
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(201);
        String next = rotated.json().get("key").asText();
        assertThat(node.get("/public", next).status()).isEqualTo(200);
        assertThat(node.get("/public", bot).status())
                .as("both work for an hour")
                .isEqualTo(200);
        assertThat(node.post("/api/v1/keys/" + id + "/rotate", key, "{}").status())
                .as("only once")
                .isEqualTo(409);
        JsonNode old = items(node.get("/api/v1/keys", key).json()).stream()
                .filter(item -> item.get("id").asLong() == id)
                .findFirst()
                .orElseThrow();
        assertThat(old.get("replaced_by").asLong())
                .isEqualTo(rotated.json().get("id").asLong());
        assertThat(Instant.parse(old.get("expires_at").asText()))
                .isBetween(clock.instant().plusSeconds(3500), clock.instant().plusSeconds(3700));

        assertThat(node.send("DELETE", "/api/v1/keys/" + id, key, "").status()).isEqualTo(204);
        assertThat(db.rows("select action from account_audit order by id"))
                .containsExactly("account.created", "key.created", "key.created", "key.rotated", "key.revoked");
        assertThat(db.rows("select distinct actor from account_audit order by 1"))
                .satisfiesExactly(
                        actor -> assertThat(actor).startsWith("account:alice/key:"),
                        actor -> assertThat(actor).isEqualTo("operator"));
    }

    @Test
    void aRevokedKeyStopsWithinFiveSecondsOnEveryServer() throws Exception {
        String admin = key("root", ALL);
        long id = node.get("/api/v1/accounts/me", key).json().at("/key/id").asLong();
        try (Node other = Node.start(folder, db.database(), CONFIG, clock)) {
            assertThat(other.get("/public", key).status()).isEqualTo(200);
            assertThat(node.send("DELETE", "/api/v1/admin/keys/" + id, admin, "")
                            .status())
                    .isEqualTo(204);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> node.get("/public", key).status() == 401
                            && other.get("/public", key).status() == 401);
        }
    }

    @Test
    void aDisabledAccountHasNoKeys() throws Exception {
        String admin = key("root", ALL);
        long id = node.get("/api/v1/accounts/me", key).json().get("id").asLong();
        var disabled = node.send("PATCH", "/api/v1/admin/accounts/" + id, admin, "{\"disabled\": true}");
        assertThat(disabled.status()).as(disabled.body()).isEqualTo(200);
        assertThat(disabled.json().get("disabled_at").isNull()).isFalse();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> node.get("/public", key).status() == 401);
        node.send("PATCH", "/api/v1/admin/accounts/" + id, admin, "{\"disabled\": false}");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> node.get("/public", key).status() == 200);
    }

    @Test
    void readersOfSubscriptionsSeeThatTheirAccountWasDisabledAndEnabled() throws Exception {
        String admin = key("root", ALL);
        long id = node.get("/api/v1/accounts/me", key).json().get("id").asLong();
        db.execute("update subscription_revision set revision = 2");
        db.execute("insert into subscription (account_id, name, type, delivery, created_at, changed_at, enabled_at,"
                + " after_event, revision) select " + id + ", '', 'gap', 'stream', now(), now(), now(), 0, n"
                + " from generate_series(1, 2) as n");

        node.send("PATCH", "/api/v1/admin/accounts/" + id, admin, "{\"disabled\": true}");
        assertThat(db.rows("select revision::text from subscription order by revision"))
                .containsExactly("3", "4");
        node.send("PATCH", "/api/v1/admin/accounts/" + id, admin, "{\"disabled\": false}");
        assertThat(db.rows("select revision::text from subscription order by revision"))
                .containsExactly("5", "6");
        assertThat(db.rows("select revision::text from subscription_revision")).containsExactly("6");
    }

    @Test
    void anExpiredKeyIsRefusedAtOnce() throws Exception {
        db.execute("update api_key set expires_at = now() - interval '1 second'");
        assertThat(node.get("/public", key).status()).isEqualTo(401);
    }

    @Test
    void whatIsNotTheCallersIsNotFoundAndNotGivenAway() throws Exception {
        String bob = key("bob", Set.of(Scope.READ));
        long alices = node.get("/api/v1/accounts/me", key).json().at("/key/id").asLong();
        for (long id : List.of(alices, 999_999L)) {
            var refused = node.send("DELETE", "/api/v1/keys/" + id, bob, "");
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.json().get("detail").asText())
                    .isEqualTo("expected a key of this account, found \"" + id + "\"");
        }
        assertThat(node.get("/public", key).status()).isEqualTo(200);
        assertThat(node.get("/api/v1/keys", bob).body()).doesNotContain(key.substring(0, 14));
    }

    @Test
    void badBodiesAreRefusedByTheNamesOfTheirMembersAndNothingIsStored() throws Exception {
        var before = db.rows("select count(*) from api_key");
        String good = "\"name\": \"n\", \"scopes\": [\"read\"]";
        assertRefused(node.post("/api/v1/keys", key, "no JSON"), 400, "body");
        assertRefused(node.post("/api/v1/keys", key, "[]"), 400, "body");
        assertRefused(node.post("/api/v1/keys", key, ""), 400, "body");
        assertRefused(node.post("/api/v1/keys", key, "{" + good + "} {}"), 400, "body");
        assertRefused(node.post("/api/v1/keys", key, "{\"scopes\": [\"read\"]}"), 400, "name");
        assertRefused(node.post("/api/v1/keys", key, "{\"name\": \"a\\u0000b\", \"scopes\": [\"read\"]}"), 400, "name");
        assertRefused(node.post("/api/v1/keys", key, "{\"name\": \"n\"}"), 400, "scopes");
        assertRefused(node.post("/api/v1/keys", key, "{\"name\": \"n\", \"scopes\": []}"), 400, "scopes");
        assertRefused(node.post("/api/v1/keys", key, "{\"name\": \"n\", \"scopes\": [\"admin\"]}"), 400, "scopes");
        assertRefused(node.post("/api/v1/keys", key, "{\"name\": \"n\", \"scopes\": \"read\"}"), 400, "scopes");
        assertRefused(
                node.post("/api/v1/keys", key, "{" + good + ", \"quota_per_minute\": 0}"), 400, "quota_per_minute");
        assertRefused(
                node.post("/api/v1/keys", key, "{" + good + ", \"quota_per_minute\": 601}"), 400, "quota_per_minute");
        assertRefused(
                node.post("/api/v1/keys", key, "{" + good + ", \"expires_at\": \"2020-01-01T00:00:00Z\"}"),
                400,
                "expires_at");
        assertRefused(node.post("/api/v1/keys", key, "{" + good + ", \"more\": 1}"), 400, "more");
        var large = node.post("/api/v1/keys", key, "{\"name\": \"" + "x".repeat(1 << 20) + "\"}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(db.rows("select count(*) from api_key")).isEqualTo(before);
    }

    @Test
    void anAccountHasTenKeysAtMost() throws Exception {
        String body = "{\"name\": \"n\", \"scopes\": [\"read\"]}";
        for (int i = 1; i < Keys.MOST; i++) {
            assertThat(node.post("/api/v1/keys", key, body).status()).isEqualTo(201);
        }
        assertThat(node.post("/api/v1/keys", key, body).status()).isEqualTo(409);

        // A key and its replacement count as one, but a chain of replacements gives no more quotas.
        String first = db.rows("select min(id) from api_key").getFirst();
        var next = node.post("/api/v1/keys/" + first + "/rotate", key, "{\"overlap\": \"1d\"}");
        assertThat(next.status()).as(next.body()).isEqualTo(201);
        String replaced = next.json().get("id").asText();
        assertThat(node.post("/api/v1/keys/" + replaced + "/rotate", key, "{\"overlap\": \"1d\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anInviteMakesOneAccount() throws Exception {
        String invite = db.database()
                .transaction(tx -> new Accounts(clock)
                        .invite(tx, AccountAudit.OPERATOR, List.of(Scope.READ), 30, Duration.ofDays(1))
                        .text());
        var taken = node.post("/api/v1/accounts", "", "{\"name\": \"alice\", \"invite\": \"" + invite + "\"}");
        assertRefused(taken, 409, "name");
        var created = node.post("/api/v1/accounts", "", "{\"name\": \"carol\", \"invite\": \"" + invite + "\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String carols = created.json().at("/key/key").asText();
        assertThat(node.get("/public", carols).headers()).containsEntry("X-RateLimit-Limit", "30");
        var again = node.post("/api/v1/accounts", "", "{\"name\": \"dave\", \"invite\": \"" + invite + "\"}");
        assertRefused(again, 400, "invite");
        assertThat(db.rows("select name from account order by id")).containsExactly("alice", "carol");
        try (Node closed = Node.start(folder, db.database(), new AccountConfig(SignUp.OFF, 600), clock)) {
            assertThat(closed.post("/api/v1/accounts", "", "{\"name\": \"eve\", \"invite\": \"x\"}")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void anOperatorSeesAndChangesAllAndEachChangeIsNoted() throws Exception {
        String admin = key("root", ALL);
        assertThat(TestApi.texts(
                        node.get("/api/v1/admin/accounts", admin).json().get("items"), "name"))
                .containsExactly("alice", "root");
        var first = node.get("/api/v1/admin/accounts?limit=1", admin).json();
        var second = node.get(
                        "/api/v1/admin/accounts?limit=1&cursor="
                                + first.get("next_cursor").asText(),
                        admin)
                .json();
        assertThat(TestApi.texts(second.get("items"), "name")).containsExactly("root");

        assertThat(node.post("/api/v1/admin/accounts", admin, "{\"name\": \"bob\"}")
                        .status())
                .isEqualTo(201);
        assertRefused(node.post("/api/v1/admin/accounts", admin, "{\"name\": \"Bob!\"}"), 400, "name");
        var key = node.post(
                "/api/v1/admin/keys",
                admin,
                "{\"account\": \"bob\", \"name\": \"n\", \"scopes\": [\"crawl:write\"], \"quota_per_minute\": 5000}");
        assertThat(key.status()).as(key.body()).isEqualTo(201);
        long id = key.json().get("id").asLong();
        var changed = node.send("PATCH", "/api/v1/admin/keys/" + id, admin, "{\"quota_per_minute\": 7}");
        assertThat(changed.json().get("quota_per_minute").asInt()).isEqualTo(7);
        assertThat(TestApi.texts(node.get("/api/v1/admin/keys", admin).json().get("items"), "account_id"))
                .hasSize(3);

        var audit = node.get("/api/v1/admin/audit?subject=key:" + id, admin).json();
        assertThat(TestApi.texts(audit.get("items"), "action")).containsExactly("key.quota_changed", "key.created");
        assertThat(audit.at("/items/0/detail/to").asInt()).isEqualTo(7);
        assertThat(audit.at("/items/0/actor").asText()).startsWith("account:root/key:");
    }

    @Test
    void whatAKeyUsedIsShown() throws Exception {
        for (int i = 0; i < 5; i++) {
            node.get("/public", key);
        }
        node.writeUsage();
        JsonNode items = node.get("/api/v1/usage", key).json().get("items");
        int used = 0;
        for (JsonNode item : items) {
            used += item.get("used").asInt();
        }
        assertThat(used).isEqualTo(5);
        assertThat(node.get("/api/v1/accounts/me", key)
                        .json()
                        .at("/key/last_used_at")
                        .isNull())
                .isFalse();
    }

    private static List<JsonNode> items(JsonNode list) {
        var items = new ArrayList<JsonNode>();
        list.get("items").forEach(items::add);
        return items;
    }
}
