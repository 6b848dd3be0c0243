package org.stellarticker.exchangegateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.TestClock;
import org.stellarticker.exchangegateway.token.TokenRefused.Reason;

class TokensTest {

    private static final TokenRules RULES = new TokenRules("https://issuer.example", TokenRules.EXCHANGE);

    private static RSAKey rsa;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-30T12:00:00Z"));
    private DemoIssuer demo;
    private Tokens ofDemo;
    private Tokens ofRsa;

    @BeforeAll
    static void generate() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    }

    @BeforeEach
    void open() throws Exception {
        demo = DemoIssuer.open(folder.resolve("issuer.jwk"), RULES, clock);
        ofDemo = new Tokens(RULES, IssuerKeys.of(demo.keys()), clock);
        ofRsa = new Tokens(RULES, IssuerKeys.of(new JWKSet(rsa.toPublicJWK())), clock);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(RULES.issuer())
                .audience(RULES.audience())
                .subject("alice")
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey key) throws Exception {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static void assertRefused(Tokens tokens, String token, Reason reason, String... words) {
        assertThatThrownBy(() -> tokens.verified(token)).isInstanceOfSatisfying(TokenRefused.class, refused -> {
            assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
            assertThat(words).allSatisfy(word -> assertThat(refused.detail()).contains(word));
        });
    }

    @Test
    void theDemosTokensAreAcceptedAndThoseOfAnotherGateway() throws Exception {
        DemoIssuer other = DemoIssuer.open(folder.resolve("issuer.jwk"), RULES, clock);

        assertThat(ofDemo.verified(demo.issue("alice").token()).subject()).isEqualTo("demo-alice");
        assertThat(ofDemo.verified(other.issue("bob").token()).subject()).isEqualTo("demo-bob");
        assertThat(Files.getPosixFilePermissions(folder.resolve("issuer.jwk")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(demo.keys().toString()).doesNotContain("\"d\"");
    }

    @Test
    void tokensSignedByRsaAreAccepted() throws Exception {
        assertThat(ofRsa.verified(signed(claims(), rsa)).subject()).isEqualTo("alice");
    }

    @Test
    void aTokenExpiresAlsoWhenItWasAcceptedBefore() throws Exception {
        String token = signed(claims(), rsa);
        assertThat(ofRsa.verified(token).expiresAt()).isEqualTo(clock.instant().plusSeconds(60));

        clock.advance(Duration.ofSeconds(60));

        assertRefused(ofRsa, token, Reason.TOKEN_EXPIRED, "exp", "2026-11-30T12:01:00Z");
        assertRefused(new Tokens(RULES, IssuerKeys.of(new JWKSet(rsa)), clock), token, Reason.TOKEN_EXPIRED, "exp");
    }

    @Test
    void eachClaimIsChecked() throws Exception {
        assertRefused(
                ofRsa,
                signed(claims().issuer("https://other.example"), rsa),
                Reason.TOKEN_WRONG_ISSUER,
                "iss",
                "https://issuer.example",
                "https://other.example");
        assertRefused(ofRsa, signed(claims().issuer(null), rsa), Reason.TOKEN_WRONG_ISSUER, "iss");
        assertRefused(ofRsa, signed(claims().audience("bank"), rsa), Reason.TOKEN_WRONG_AUDIENCE, "aud", "bank");
        assertRefused(ofRsa, signed(claims().subject(null), rsa), Reason.TOKEN_WITHOUT_SUBJECT, "sub");
        assertRefused(ofRsa, signed(claims().subject("a b"), rsa), Reason.TOKEN_WITHOUT_SUBJECT, "sub");
        assertRefused(ofRsa, signed(claims().expirationTime(null), rsa), Reason.TOKEN_MALFORMED, "exp");
        Date later = Date.from(clock.instant().plusSeconds(45));
        assertRefused(ofRsa, signed(claims().notBeforeTime(later), rsa), Reason.TOKEN_NOT_YET_VALID, "nbf");
    }

    @Test
    void anotherKeyDoesNotSign() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        RSAKey unknown = new RSAKeyGenerator(2048).keyID("rsa-2").generate();

        assertRefused(ofRsa, signed(claims(), other), Reason.TOKEN_BAD_SIGNATURE);
        assertRefused(ofRsa, signed(claims(), unknown), Reason.TOKEN_UNKNOWN_KEY, "kid", "rsa-2");
    }

    @Test
    void aChangedTokenIsRefused() throws Exception {
        String[] parts = demo.issue("alice").token().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("demo-alice", "demo-mallo");
        String changed = parts[0] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + parts[2];

        assertRefused(ofDemo, changed, Reason.TOKEN_BAD_SIGNATURE);
    }

    @Test
    void thePublicKeyIsNoSecretAndNoSignatureIsNone() throws Exception {
        // The classic mistake: HMAC with the public key as the secret.
        var hmac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims().build());
        hmac.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + signed(claims(), rsa).split("\\.", -1)[1] + ".";

        assertRefused(ofRsa, hmac.serialize(), Reason.TOKEN_ALGORITHM, "alg", "HS256");
        assertRefused(ofRsa, unsigned, Reason.TOKEN_MALFORMED);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        for (String text : new String[] {"", "x", "a.b.c", "..", "e30.e30.e30", "é.é.é", "x".repeat(100_000)}) {
            assertRefused(ofDemo, text, Reason.TOKEN_MALFORMED);
        }
    }

    /** Each would be remembered as a token of its own. */
    @Test
    void noOtherFormOfAGoodTokenIsTaken() throws Exception {
        String good = signed(claims(), rsa);
        assertThat(ofRsa.verified(good)).isNotNull();

        assertRefused(ofRsa, good + "!", Reason.TOKEN_MALFORMED);
        assertRefused(ofRsa, good + "*".repeat(4_000), Reason.TOKEN_MALFORMED);
        assertRefused(ofRsa, good.replaceFirst("\\.", ".\n"), Reason.TOKEN_MALFORMED);
    }

    @Test
    void keysComeFromTheIssuersAddressAndNewOnesAreFetchedWhenTheyAreUsed() throws Exception {
        RSAKey next = new RSAKeyGenerator(2048).keyID("rsa-2").generate();
        var keys = new AtomicReference<>(new JWKSet(rsa.toPublicJWK()));
        var asked = new AtomicInteger();
        HttpServer server = issuer(exchange -> {
            asked.incrementAndGet();
            byte[] body = keys.get().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        try {
            var tokens = new Tokens(RULES, IssuerKeys.at(keysOf(server)), clock);
            assertThat(tokens.verified(signed(claims(), rsa)).subject()).isEqualTo("alice");
            tokens.verified(signed(claims().subject("bob"), rsa));
            assertThat(asked).hasValue(1);

            keys.set(new JWKSet(next.toPublicJWK()));
            assertThat(tokens.verified(signed(claims().subject("carol"), next)).subject())
                    .isEqualTo("carol");
            assertThat(asked).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    /** It is asked again only after some seconds; what it did not say is not known meanwhile. */
    @Test
    void anIssuerThatDoesNotAnswerIsNoFaultOfAnyToken() throws Exception {
        var nowhere = new Tokens(RULES, IssuerKeys.at(URI.create("http://127.0.0.1:1/keys")), clock);

        for (int i = 0; i < 5; i++) {
            assertRefused(nowhere, signed(claims().subject("subject-" + i), rsa), Reason.KEYS_UNAVAILABLE);
        }
    }

    @Test
    void aKeyThatAnIssuerDidNotNameBeforeItWentAwayMayBeANewOne() throws Exception {
        RSAKey next = new RSAKeyGenerator(2048).keyID("rsa-2").generate();
        var answers = new AtomicBoolean(true);
        HttpServer server = issuer(exchange -> {
            byte[] body = new JWKSet(rsa.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answers.get() ? 200 : 500, answers.get() ? body.length : -1);
            if (answers.get()) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        try {
            var tokens = new Tokens(RULES, IssuerKeys.at(keysOf(server)), clock);
            assertThat(tokens.verified(signed(claims(), rsa)).subject()).isEqualTo("alice");

            answers.set(false);

            for (int i = 0; i < 5; i++) {
                assertRefused(tokens, signed(claims().subject("subject-" + i), next), Reason.KEYS_UNAVAILABLE);
            }
            assertThat(tokens.verified(signed(claims().subject("bob"), rsa)).subject())
                    .isEqualTo("bob");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aKeyThatTheIssuerDoesNotNameIsUnknownAlsoWhenItIsNotAskedAgain() throws Exception {
        RSAKey unknown = new RSAKeyGenerator(2048).keyID("rsa-2").generate();
        HttpServer server = issuer(exchange -> {
            byte[] body = new JWKSet(rsa.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        try {
            var tokens = new Tokens(RULES, IssuerKeys.at(keysOf(server)), clock);
            for (int i = 0; i < 5; i++) {
                assertRefused(
                        tokens, signed(claims().subject("subject-" + i), unknown), Reason.TOKEN_UNKNOWN_KEY, "rsa-2");
            }
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer issuer(HttpHandler keys) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", keys);
        server.start();
        return server;
    }

    private static URI keysOf(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }
}
