package org.stellarticker.ingester.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.stellarticker.ingester.TestHorizon.answer;
import static org.stellarticker.ingester.TestHorizon.hanging;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.fetch.TomlClient.UntrustedRules;
import org.stellarticker.ingester.toml.TomlException;
import org.stellarticker.ingester.toml.TomlException.Kind;
import org.stellarticker.publichttp.PublicAddresses;
import org.stellarticker.publichttp.TrustedOrigins;

class TomlClientTest {

    private static final String LINK = "https://a.trusted.example/.well-known/stellar.toml";

    private final TestHorizon server = new TestHorizon();
    private final TomlClient client = client(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    /** Resolves every name to an internal address. */
    private TomlClient client(Duration inAll) {
        return new TomlClient(
                TrustedOrigins.parse("https://*.trusted.example=" + server.url()),
                Optional.empty(),
                inAll,
                new UntrustedRules(
                        name -> List.of(InetAddress.getByAddress(name, new byte[] {10, 0, 0, 1})),
                        PublicAddresses::isPublic,
                        443));
    }

    private Kind fault(String link) {
        return catchThrowableOfType(TomlException.class, () -> client.fetch(link, CacheValidators.NONE))
                .kind();
    }

    private TomlResponse.File file() throws TomlException {
        return (TomlResponse.File) client.fetch(LINK, CacheValidators.NONE);
    }

    @Test
    void fetchesATrustedOriginFromItsAddressUnderItsOwnName() throws TomlException {
        var host = new AtomicReference<String>();
        server.nextPage(exchange -> {
            host.set(exchange.getRequestHeaders().getFirst("Host"));
            assertThat(exchange.getRequestHeaders()).doesNotContainKey("Cookie");
            answer(200, Map.of("Set-Cookie", "a=b"), "VERSION=\"2.0.0\"").handle(exchange);
        });

        assertThat(new String(file().bytes(), UTF_8)).isEqualTo("VERSION=\"2.0.0\"");
        assertThat(host.get()).isEqualTo("a.trusted.example");
        assertThat(server.requests()).containsExactly("/.well-known/stellar.toml");
    }

    /** Issuers have home domains with an underscore, which a host name may not have, though a DNS name may. */
    @Test
    void fetchesFromAHomeDomainWithAnUnderscore() throws TomlException {
        var host = new AtomicReference<String>();
        server.nextPage(exchange -> {
            host.set(exchange.getRequestHeaders().getFirst("Host"));
            answer(200, Map.of(), "VERSION=\"2.0.0\"").handle(exchange);
        });

        var fetched = client.fetch("https://my_issuer.trusted.example/.well-known/stellar.toml", CacheValidators.NONE);

        assertThat(fetched).isInstanceOf(TomlResponse.File.class);
        assertThat(host.get()).isEqualTo("my_issuer.trusted.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.trusted.example/.well-known/stellar.toml",
                "http://public.example/.well-known/stellar.toml",
                "https://user:secret@a.trusted.example/.well-known/stellar.toml",
                "https://127.0.0.1/.well-known/stellar.toml",
                "https://[::1]/.well-known/stellar.toml",
                "https://10.1.2.3/.well-known/stellar.toml",
                "https://2130706433/.well-known/stellar.toml",
                "https://0x7f.1/.well-known/stellar.toml",
                "https://a b.example/.well-known/stellar.toml",
                "ftp://a.example/.well-known/stellar.toml",
                "no address at all",
            })
    void sendsNoRequestForAForbiddenLink(String link) {
        assertThat(fault(link)).isIn(Kind.REFUSED, Kind.UNREACHABLE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void doesNotConnectToANameWithAPrivateAddress() {
        var fault = catchThrowableOfType(
                TomlException.class,
                () -> client.fetch("https://private.example/.well-known/stellar.toml", CacheValidators.NONE));

        assertThat(fault).hasMessage("private.example: private.example has an address that is not public");
    }

    @Test
    void followsThreeRedirectsAndNoFourth() throws TomlException {
        for (int redirect = 1; redirect <= 3; redirect++) {
            server.nextPage(answer(302, Map.of("Location", "https://b" + redirect + ".trusted.example/toml"), ""));
        }
        server.nextPage(answer(200, Map.of(), "VERSION=\"2.0.0\""));

        assertThat(file().bytes()).isNotEmpty();

        for (int redirect = 1; redirect <= 4; redirect++) {
            server.nextPage(answer(302, Map.of("Location", "/again"), ""));
        }
        assertThat(fault(LINK)).isEqualTo(Kind.UNREACHABLE);
        assertThat(server.requests()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/secret",
                "https://127.0.0.1:1/secret",
                "https://private.example/secret",
                "http://a.trusted.example/plain",
                "file:///etc/passwd",
                "",
            })
    void aRedirectObeysTheSameRulesAsALink(String location) {
        server.nextPage(answer(302, Map.of("Location", location), ""));

        // An empty location is the same URL, for which the test server has no further answer.
        server.nextPage(answer(404, Map.of(), ""));
        assertThat(fault(LINK)).isIn(Kind.REFUSED, Kind.UNREACHABLE, Kind.ABSENT);
    }

    @Test
    void readsAFileOfAHundredKilobytesAndRejectsALongerOne() throws TomlException {
        server.nextPage(answer(200, Map.of(), new byte[TomlClient.MAX_BYTES]));
        assertThat(file().bytes()).hasSize(TomlClient.MAX_BYTES);

        server.nextPage(answer(200, Map.of(), new byte[TomlClient.MAX_BYTES + 1]));
        assertThat(fault(LINK)).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void rejectsResponsesThatAreNotFiles() {
        server.nextPage(answer(404, Map.of(), "VERSION=\"2.0.0\""));
        assertThat(fault(LINK)).isEqualTo(Kind.ABSENT);

        server.nextPage(answer(410, Map.of(), ""));
        assertThat(fault(LINK)).isEqualTo(Kind.ABSENT);

        server.nextPage(answer(500, Map.of(), "VERSION=\"2.0.0\""));
        assertThat(fault(LINK)).isEqualTo(Kind.UNREACHABLE);

        server.nextPage(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("VERSION=".getBytes(UTF_8));
        });
        assertThat(fault(LINK)).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void requestsOnlyAChangedFile() throws TomlException {
        server.nextPage(answer(
                200, Map.of("ETag", "\"one\"", "Last-Modified", "Thu, 01 Jan 2026 12:00:00 GMT"), "VERSION=\"1\""));
        CacheValidators had = file().validators();
        var asked = new AtomicReference<Headers>();
        server.nextPage(exchange -> {
            asked.set(exchange.getRequestHeaders());
            answer(304, Map.of(), "").handle(exchange);
        });

        assertThat(client.fetch(LINK, had)).isEqualTo(new TomlResponse.Unchanged());
        assertThat(asked.get().getFirst("If-None-Match")).isEqualTo("\"one\"");
        assertThat(asked.get().getFirst("If-Modified-Since")).isEqualTo("Thu, 01 Jan 2026 12:00:00 GMT");
    }

    @Test
    void honoursRetryAfter() {
        server.nextPage(answer(503, Map.of("Retry-After", "120"), ""));

        assertThat(catchThrowableOfType(TomlException.class, () -> client.fetch(LINK, CacheValidators.NONE))
                        .retryAfter())
                .contains(Duration.ofMinutes(2));
    }

    @Test
    void givesUpATomlThatTakesTooLong() {
        try (var impatient = client(Duration.ofMillis(300))) {
            server.nextPage(hanging());

            assertThat(catchThrowableOfType(TomlException.class, () -> impatient.fetch(LINK, CacheValidators.NONE))
                            .kind())
                    .isEqualTo(Kind.UNREACHABLE);
        }
    }
}
