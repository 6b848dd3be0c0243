package org.stellarticker.ingester.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.stellarticker.ingester.TestHorizon.answer;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.fetch.TomlClient.UntrustedRules;
import org.stellarticker.ingester.toml.TomlException;
import org.stellarticker.ingester.toml.TomlException.Kind;
import org.stellarticker.publichttp.Canary;
import org.stellarticker.publichttp.HostileHosts;
import org.stellarticker.publichttp.PublicAddresses;
import org.stellarticker.publichttp.PublicSockets;
import org.stellarticker.publichttp.TrustedOrigins;

/**
 * Tries what an attacker would try to make the ticker reach internal machines or waste its time. A canary listens on every address
 * of this machine, on the port from which untrusted tomls are fetched: it must never get a connection.
 */
@Timeout(120)
class HostileTomlTest {

    private static final String TRUSTED = "https://a.trusted.example/.well-known/stellar.toml";

    private final Canary canary = new Canary();
    private final TestHorizon server = new TestHorizon();
    private final AtomicInteger lookups = new AtomicInteger();

    @AfterEach
    void close() throws IOException {
        server.close();
        canary.close();
    }

    private TomlClient client(Dns resolver) {
        return client(resolver, Duration.ofSeconds(30));
    }

    private TomlClient client(Dns resolver, Duration inAll) {
        return new TomlClient(
                TrustedOrigins.parse("https://*.trusted.example=" + server.url()),
                Optional.empty(),
                inAll,
                new UntrustedRules(resolver, PublicAddresses::isPublic, canary.port()));
    }

    /** Resolves every name to this machine. */
    private List<InetAddress> home(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        return List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}));
    }

    private static Kind fault(TomlClient client, String link) {
        return catchThrowableOfType(TomlException.class, () -> client.fetch(link, CacheValidators.NONE))
                .kind();
    }

    /** Home domains, which Horizon puts unchanged into {@code https://…/.well-known/stellar.toml}. */
    static Stream<String> homeDomains() {
        return Stream.concat(
                HostileHosts.all(),
                Stream.of(
                        // A name that ends in a bidirectional mark.
                        "bank.example\u200E",
                        // User info, ports, paths, queries and fragments that change the meaning of the rest.
                        "bank.example@127.0.0.1",
                        "user:secret@bank.example",
                        "127.0.0.1:80",
                        "127.0.0.1:8000/?",
                        "bank.example:22",
                        "bank.example:0",
                        "bank.example:99999",
                        "127.0.0.1/#",
                        "127.0.0.1?",
                        "/127.0.0.1",
                        "//127.0.0.1",
                        "\\127.0.0.1",
                        "bank.example\\@127.0.0.1",
                        // Spaces and control characters, which parsers treat differently.
                        " 127.0.0.1",
                        "127.0.0.1 ",
                        "127.0.0.1\t",
                        "127.0.0.1\n",
                        "127.\r\n0.0.1",
                        "127.0.0.1\0.bank.example",
                        "bank.example\r\nHost: 127.0.0.1",
                        "bank .example",
                        "%31%32%37.0.0.1",
                        "127.0.0.1%00.bank.example",
                        "127.0.0.1%2f",
                        "",
                        ".",
                        "..",
                        "-",
                        "*",
                        "https://127.0.0.1",
                        "file:///etc/passwd#",
                        "a".repeat(70) + ".example",
                        "a.".repeat(200) + "example"));
    }

    @ParameterizedTest
    @MethodSource("homeDomains")
    void noHomeDomainLeadsToAnInternalAddress(String homeDomain) {
        try (var client = client(this::home)) {
            for (String port : List.of("", ":" + canary.port())) {
                assertThat(fault(client, "https://" + homeDomain + port + "/.well-known/stellar.toml"))
                        .isIn(Kind.REFUSED, Kind.UNREACHABLE);
                assertThat(fault(client, "https://" + homeDomain.strip() + port + "/"))
                        .isIn(Kind.REFUSED, Kind.UNREACHABLE);
            }
        }
        assertThat(canary.visits()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("homeDomains")
    void noRedirectLeadsToAnInternalAddress(String homeDomain) {
        try (var client = client(this::home)) {
            for (String location : List.of(
                    "https://" + homeDomain + ":" + canary.port() + "/",
                    "http://" + homeDomain + ":" + canary.port() + "/",
                    "//" + homeDomain + ":" + canary.port() + "/")) {
                // Characters that a header cannot hold cannot be sent.
                String sendable = location.replaceAll("[^\\x20-\\x7e]", "");
                server.nextPage(answer(302, Map.of("Location", sendable), ""));
                server.nextPage(answer(500, Map.of(), ""));
                assertThat(fault(client, TRUSTED)).isIn(Kind.REFUSED, Kind.UNREACHABLE);
            }
        }
        assertThat(canary.visits()).isZero();
    }

    /** A DNS server may answer with several addresses at once, and with others the next time. */
    static Stream<List<String>> answers() {
        return Stream.of(
                List.of("127.0.0.1"),
                List.of("::1"),
                List.of("::ffff:127.0.0.1"),
                List.of("10.0.0.1", "1.1.1.1"),
                List.of("1.1.1.1", "127.0.0.1"),
                List.of("2606:4700:4700::1111", "::1"),
                List.of("64:ff9b::7f00:1"),
                List.of("2002:7f00:1::1"),
                List.of("fd00::1"),
                List.of("fe80::1"),
                List.of("0.0.0.0"),
                List.of("255.255.255.255"),
                List.of("224.0.0.1"),
                List.of("100.64.0.1"),
                List.of("168.63.129.16"),
                List.of("192.0.2.1"),
                List.of("2001:db8::1"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aNameWithAForbiddenAddressIsNotConnectedTo(List<String> addresses) {
        Dns resolver = name -> {
            var all = new ArrayList<InetAddress>();
            for (String address : addresses) {
                all.add(InetAddress.getByName(address));
            }
            return all;
        };
        try (var client = client(resolver)) {
            String link = "https://bank.example:" + canary.port() + "/.well-known/stellar.toml";
            assertThat(fault(client, link)).isEqualTo(Kind.UNREACHABLE);

            server.nextPage(answer(302, Map.of("Location", link), ""));
            assertThat(fault(client, TRUSTED)).isEqualTo(Kind.UNREACHABLE);
        }
        assertThat(canary.visits()).isZero();
    }

    /** DNS rebinding: the connection itself is checked, whatever the name resolved to before. */
    @Test
    void checksTheAddressOfTheConnectionItself() {
        var fooled = new OkHttpClient.Builder()
                .dns(this::home)
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new PublicSockets(Set.of(canary.port()), PublicAddresses::isPublic))
                .build();
        var request = new Request.Builder()
                .url("https://rebound.example:" + canary.port() + "/")
                .build();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> fooled.newCall(request).execute())
                .withMessageContaining("expected port " + canary.port() + " of a public address, found");

        assertThat(lookups).hasValue(1);
        assertThat(canary.visits()).isZero();
    }

    @Test
    void noOtherPortIsConnectedTo() throws UnknownHostException {
        // A public address as a literal: the port is checked before any connection.
        var address = InetAddress.getByName("1.1.1.1");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new PublicSockets(Set.of(443), PublicAddresses::isPublic).createSocket(address, 22))
                .withMessageContaining("expected port 443 of a public address, found");
    }

    @Test
    void resolvesANameOncePerConnection() {
        try (var client = client(this::home)) {
            assertThat(fault(client, "https://bank.example:" + canary.port() + "/"))
                    .isEqualTo(Kind.UNREACHABLE);
        }
        assertThat(lookups).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void usesNoProxyOfTheEnvironment(String scheme) throws TomlException {
        Map<String, String> before = setProxy(scheme);
        try (var client = client(this::home)) {
            server.nextPage(answer(200, Map.of(), "VERSION=\"2.0.0\""));
            assertThat(client.fetch(TRUSTED, CacheValidators.NONE)).isInstanceOf(TomlResponse.File.class);

            assertThat(fault(client, "https://bank.example:" + canary.port() + "/"))
                    .isEqualTo(Kind.UNREACHABLE);
        } finally {
            before.forEach(System::setProperty);
            Stream.of(scheme + ".proxyHost", scheme + ".proxyPort")
                    .filter(name -> !before.containsKey(name))
                    .forEach(System::clearProperty);
        }
        assertThat(canary.visits()).isZero();
    }

    private Map<String, String> setProxy(String scheme) {
        var before = new java.util.HashMap<String, String>();
        Map.of(scheme + ".proxyHost", "127.0.0.1", scheme + ".proxyPort", String.valueOf(canary.port()))
                .forEach((name, value) -> {
                    String previous = System.setProperty(name, value);
                    if (previous != null) {
                        before.put(name, previous);
                    }
                });
        return before;
    }

    @Test
    void keepsNoCookies() throws TomlException {
        var cookies = new ArrayList<String>();
        try (var client = client(this::home)) {
            for (int time = 0; time < 2; time++) {
                server.nextPage(exchange -> {
                    cookies.addAll(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
                    answer(200, Map.of("Set-Cookie", "id=1; Path=/"), "VERSION=\"2.0.0\"")
                            .handle(exchange);
                });
                client.fetch(TRUSTED, CacheValidators.NONE);
            }
        }
        assertThat(cookies).isEmpty();
    }

    /** 50 MB of zeros, compressed to 50 KB. */
    @Test
    void rejectsASmallFileThatDecompressesToALargeOne() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (int megabyte = 0; megabyte < 50; megabyte++) {
                gzip.write(new byte[1024 * 1024]);
            }
        }
        assertThat(packed.size()).isLessThan(TomlClient.MAX_BYTES);
        server.nextPage(answer(200, Map.of("Content-Encoding", "gzip"), packed.toByteArray()));

        try (var client = client(this::home)) {
            assertThat(fault(client, TRUSTED)).isEqualTo(Kind.UNREADABLE);
        }
    }

    @Test
    void givesUpAResponseThatArrivesTooSlowly() {
        try (var client = client(this::home, Duration.ofMillis(500))) {
            server.nextPage(HostileTomlTest::drip);

            assertThat(fault(client, TRUSTED)).isEqualTo(Kind.UNREACHABLE);
        }
    }

    /** Each byte arrives well before a read would time out. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var drop = new CountDownLatch(1);
        while (true) {
            exchange.getResponseBody().write("#".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            try {
                if (drop.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException over) {
                throw new IOException(over);
            }
        }
    }

    @Test
    void redirectsShareOneTimeout() {
        try (var client = client(this::home, Duration.ofMillis(500))) {
            for (int hop = 0; hop < 3; hop++) {
                server.nextPage(answer(302, Map.of("Location", "/again"), ""));
            }
            server.nextPage(HostileTomlTest::drip);

            assertThat(fault(client, TRUSTED)).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void givesUpANameThatIsNeverResolved() {
        var never = new CountDownLatch(1);
        Dns resolver = name -> {
            try {
                never.await();
            } catch (InterruptedException over) {
                throw new IllegalStateException(over);
            }
            throw new UnknownHostException(name);
        };
        try (var client = client(resolver, Duration.ofMillis(300))) {
            assertThat(fault(client, "https://bank.example:" + canary.port() + "/"))
                    .isEqualTo(Kind.UNREACHABLE);
        }
    }
}
