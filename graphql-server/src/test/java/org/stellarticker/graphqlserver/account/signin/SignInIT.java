package org.stellarticker.graphqlserver.account.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Network;
import org.stellar.sdk.Transaction;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Node;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUp;
import org.stellarticker.graphqlserver.docs.OpenApiDocument;
import org.stellarticker.http.Http;
import org.stellarticker.http.openapi.OpenApi;

/** A wallet signs in by SEP-10. Horizon is a server of the test that knows the signers of some accounts. */
class SignInIT {

    private static final Network NETWORK = Network.TESTNET;
    private static final String AUTH = "/api/v1/auth";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final Clock clock = Clock.systemUTC();
    private final KeyPair server = KeyPair.random();
    private final KeyPair wallet = KeyPair.random();
    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer horizon;
    private Node node;

    @BeforeEach
    void start() throws Exception {
        db.clear();
        db.execute("insert into network (passphrase) values ('" + NETWORK.getNetworkPassphrase() + "')");
        horizon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        horizon.createContext("/accounts/", exchange -> {
            asked.incrementAndGet();
            String account = exchange.getRequestURI().getPath().substring("/accounts/".length());
            byte[] body = accounts.getOrDefault(account, "{}").getBytes(UTF_8);
            exchange.sendResponseHeaders(accounts.containsKey(account) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        horizon.start();
        node = node(SignUp.OPEN, clock);
    }

    @AfterEach
    void end() throws Exception {
        node.close();
        horizon.stop(0);
    }

    private Node node(SignUp signUp, Clock itsClock) throws Exception {
        var config = new SignInConfig(
                "ticker.example",
                "api.ticker.example",
                SigningKey.parse(new String(server.getSecretSeed())),
                List.of(URI.create("http://127.0.0.1:" + horizon.getAddress().getPort())));
        return Node.start(folder, db.database(), new AccountConfig(signUp, 600), Optional.of(config), itsClock);
    }

    private String challenge() throws Exception {
        var answer = node.get(AUTH + "?account=" + wallet.getAccountId() + "&home_domain=ticker.example", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("network_passphrase").asText()).isEqualTo(NETWORK.getNetworkPassphrase());
        return answer.json().get("transaction").asText();
    }

    private static String signed(String challenge, KeyPair... signers) throws Exception {
        var transaction = (Transaction) Transaction.fromEnvelopeXdr(challenge, NETWORK);
        for (KeyPair signer : signers) {
            transaction.sign(signer);
        }
        return transaction.toEnvelopeXdrBase64();
    }

    private Node.Answer post(String transaction) throws Exception {
        return node.post(AUTH, "", "{\"transaction\": \"" + transaction + "\"}");
    }

    /** Answers that only a wallet gets, as the OpenAPI document has them. */
    private static Node.Answer checked(Node.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        OpenApi.read(OpenApiDocument.class)
                .check("POST", AUTH, new Http.Response(answer.status(), answer.headers(), answer.body()));
        return answer;
    }

    private void assertRefused(Node.Answer answer, String field, String... words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).as(answer.body()).isEqualTo(field);
        assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.body()).contains(word));
        assertThat(db.rows("select count(*) from account")).containsExactly("0");
        assertThat(db.rows("select count(*) from used_challenge")).containsExactly("0");
    }

    /** @param signers each with its weight */
    private void horizonKnows(int threshold, Map<KeyPair, Integer> signers) {
        var list = new StringBuilder();
        signers.forEach((signer, weight) -> list.append(list.isEmpty() ? "" : ",")
                .append("{\"key\": \"" + signer.getAccountId() + "\", \"weight\": " + weight
                        + ", \"type\": \"ed25519_public_key\"}"));
        accounts.put(
                wallet.getAccountId(),
                "{\"thresholds\": {\"low_threshold\": 0, \"med_threshold\": " + threshold
                        + ", \"high_threshold\": 0}, \"signers\": [" + list + "]}");
    }

    @Test
    void challengesThatNobodySignedCostHorizonNothing_andOthersAFewRequestsAMinute() throws Exception {
        assertRefused(post(challenge()), "transaction", "no signature but this server's");
        assertThat(asked).hasValue(0);

        KeyPair thief = KeyPair.random();
        for (int i = 0; i < 40; i++) {
            assertThat(post(signed(challenge(), thief)).status()).isIn(400, 503);
        }
        assertThat(asked.get()).isBetween(1, 30);
        assertThat(db.rows("select count(*) from account")).containsExactly("0");
    }

    @Test
    void aWalletSignsUpAndInAndCreatesAKey() throws Exception {
        var answer = checked(post(signed(challenge(), wallet)), 200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        String token = answer.json().get("token").asText();
        var me = node.get("/api/v1/accounts/me", token);
        assertThat(me.status()).as(me.body()).isEqualTo(200);
        assertThat(me.json().get("stellar_account").asText()).isEqualTo(wallet.getAccountId());
        var key = node.post("/api/v1/keys", token, "{\"name\": \"bot\", \"scopes\": [\"read\", \"subscribe\"]}");
        assertThat(key.status()).as(key.body()).isEqualTo(201);

        var again = post(signed(challenge(), wallet));
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(db.rows("select count(*) from account")).as("one account").containsExactly("1");
        assertThat(db.rows("select count(*) from api_key where expires_at is not null"))
                .containsExactly("2");
    }

    /** As any reader of tokens does, by the key that stellar.toml names. */
    @Test
    void theTokenIsAJsonWebTokenOfTheSigningKey() throws Exception {
        String token = post(signed(challenge(), wallet)).json().get("token").asText();
        String[] parts = token.split("\\.");
        var base64 = Base64.getUrlDecoder();
        assertThat(parts).hasSize(3);
        assertThat(MAPPER.readTree(base64.decode(parts[0])).get("alg").asText()).isEqualTo("EdDSA");
        JsonNode claims = MAPPER.readTree(base64.decode(parts[1]));
        assertThat(claims.get("iss").asText()).isEqualTo("https://api.ticker.example/api/v1/auth");
        assertThat(claims.get("sub").asText()).isEqualTo(wallet.getAccountId());
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(86_400);
        assertThat(KeyPair.fromAccountId(server.getAccountId())
                        .verify((parts[0] + "." + parts[1]).getBytes(UTF_8), base64.decode(parts[2])))
                .isTrue();
        assertThat(db.rows("select api_key::text from api_key").toString()).doesNotContain(parts[2]);
    }

    @Test
    void aFormIsReadAsJsonIs() throws Exception {
        String body = "transaction=" + URLEncoder.encode(signed(challenge(), wallet), UTF_8);
        var answer = Http.at(node.socket()).post(AUTH, "application/x-www-form-urlencoded", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void twoSignersTogetherSignIn() throws Exception {
        KeyPair other = KeyPair.random();
        horizonKnows(2, Map.of(wallet, 1, other, 1));
        assertRefused(post(signed(challenge(), wallet)), "transaction", "threshold");
        var both = post(signed(challenge(), wallet, other));
        assertThat(both.status()).as(both.body()).isEqualTo(200);
    }

    @Test
    void aMasterKeyWithoutWeightDoesNotSignIn() throws Exception {
        KeyPair other = KeyPair.random();
        horizonKnows(1, Map.of(wallet, 0, other, 1));
        assertRefused(post(signed(challenge(), wallet)), "transaction");
        assertThat(post(signed(challenge(), other)).status()).isEqualTo(200);
    }

    @Test
    void aChallengeIsAnsweredOnce() throws Exception {
        String answered = signed(challenge(), wallet);
        assertThat(post(answered).status()).isEqualTo(200);
        var replayed = post(answered);
        assertThat(replayed.status()).isEqualTo(400);
        assertThat(replayed.body()).contains("not answered yet");
        assertThat(db.rows("select count(*) from api_key")).containsExactly("1");
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        String challenge = challenge();
        assertRefused(post(challenge), "transaction");
        assertRefused(post(signed(challenge, KeyPair.random())), "transaction");
        assertRefused(post("AAAA"), "transaction", "no transaction");
        assertRefused(post("x"), "transaction");
        assertRefused(node.post(AUTH, "", "{}"), "transaction");
        // Another server's challenge.
        String foreign = org.stellar.sdk.Sep10Challenge.newChallenge(
                        KeyPair.random(),
                        NETWORK,
                        wallet.getAccountId(),
                        "ticker.example",
                        "api.ticker.example",
                        ((Transaction) Transaction.fromEnvelopeXdr(challenge, NETWORK)).getTimeBounds())
                .toEnvelopeXdrBase64();
        assertRefused(post(signed(foreign, wallet)), "transaction");
    }

    @Test
    void multiplexedAccountsAndMemosAreRefusedClearly() throws Exception {
        String muxed = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ";
        assertRefused(node.get(AUTH + "?account=" + muxed, ""), "account", "multiplexed");
        assertRefused(node.get(AUTH, ""), "account");
        assertRefused(node.get(AUTH + "?account=" + "G".repeat(56), ""), "account");
        String account = AUTH + "?account=" + wallet.getAccountId();
        assertRefused(node.get(account + "&memo=7", ""), "memo");
        assertRefused(node.get(account + "&home_domain=other.example", ""), "home_domain", "ticker.example");
    }

    @Test
    void aClockThatIsAnHourOffIsNamed() throws Exception {
        try (Node ahead = node(SignUp.OPEN, Clock.offset(clock, Duration.ofHours(1)))) {
            var refused = ahead.post(AUTH, "", "{\"transaction\": \"" + signed(challenge(), wallet) + "\"}");
            assertRefused(refused, "transaction", "the time here is", "ask for another one");
        }
    }

    @Test
    void withoutHorizonNobodySignsIn() throws Exception {
        String answered = signed(challenge(), wallet);
        horizon.stop(0);
        var away = post(answered);
        assertThat(away.status()).as(away.body()).isEqualTo(503);
        assertThat(away.headers()).containsKey("Retry-After");
        assertThat(db.rows("select count(*) from used_challenge")).containsExactly("0");
    }

    @Test
    void theOperatorDecidesWhoSignsUp() throws Exception {
        String invite = db.database()
                .transaction(tx -> new Accounts(clock)
                        .invite(tx, AccountAudit.OPERATOR, List.of(Scope.READ), 30, Duration.ofDays(1))
                        .text());
        try (Node off = node(SignUp.OFF, clock);
                Node invited = node(SignUp.INVITE, clock)) {
            String answer = signed(challenge(), wallet);
            checked(off.post(AUTH, "", "{\"transaction\": \"" + answer + "\"}"), 403);
            assertThat(invited.post(AUTH, "", "{\"transaction\": \"" + answer + "\"}")
                            .status())
                    .isEqualTo(400);
            String body = "{\"transaction\": \"" + answer + "\", \"invite\": \"" + invite + "\"}";
            var created = invited.post(AUTH, "", body);
            assertThat(created.status()).as(created.body()).isEqualTo(200);
            // Who has an account signs in, whoever may sign up.
            String later = signed(challenge(), wallet);
            assertThat(off.post(AUTH, "", "{\"transaction\": \"" + later + "\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void manySignInsLeaveRoomForKeys() throws Exception {
        for (int i = 0; i < 12; i++) {
            assertThat(post(signed(challenge(), wallet)).status()).isEqualTo(200);
        }
        assertThat(db.rows("select count(*) from api_key where revoked_at is null"))
                .containsExactly("10");
        // Keys that are no tokens of sign-ins stay.
        db.execute("update api_key set prefix = 'sticker_abcdef'");
        checked(post(signed(challenge(), wallet)), 409);
    }

    @Test
    void withoutItsSettingsItIsOffAndSaysSo() throws Exception {
        try (Node off = Node.start(folder, db.database(), new AccountConfig(SignUp.OPEN, 600), clock)) {
            var answer = off.get(AUTH + "?account=" + wallet.getAccountId(), "");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("SEP-10 is off");
        }
    }
}
