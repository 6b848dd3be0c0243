package org.stellarticker.webhooksender.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.db.subscription.DueDelivery;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.publichttp.Canary;
import org.stellarticker.publichttp.HostileHosts;
import org.stellarticker.publichttp.PublicAddresses;
import org.stellarticker.publichttp.TrustedOrigins;
import org.stellarticker.publichttp.WebhookUrls;
import org.stellarticker.webhooksender.Subscribers;
import org.stellarticker.webhooksender.send.WebhookClient.Answer;
import org.stellarticker.webhooksender.send.WebhookClient.UntrustedRules;

/**
 * Tries what an attacker would try to make the sender reach internal machines or waste its time. A canary listens on every address
 * of this machine, on the port to which webhooks go: it must never get a connection.
 */
@Timeout(120)
class HostileWebhookTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Canary canary = new Canary();
    private final AtomicInteger lookups = new AtomicInteger();

    @AfterEach
    void close() throws IOException {
        canary.close();
    }

    private WebhookClient client(Dns resolver, Set<String> trusted, Duration timeout) {
        return new WebhookClient(
                new WebhookUrls(trusted, TrustedOrigins.NONE, Set.of(canary.port())),
                timeout,
                new UntrustedRules(resolver, PublicAddresses::isPublic));
    }

    /** Resolves every name to this machine. */
    private List<InetAddress> home(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        return List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}));
    }

    private static DueDelivery to(String url) {
        var secrets = new WebhookSecrets(Subscribers.SECRET, Optional.empty(), Optional.empty());
        return new DueDelivery(1, 1, "trade-1", "{}", 0, 0, new Webhook(url, false, secrets));
    }

    static Stream<String> hosts() {
        return Stream.concat(
                HostileHosts.all(),
                Stream.of(
                        "receiver.example@127.0.0.1",
                        "user:secret@receiver.example",
                        "receiver.example\\@127.0.0.1",
                        "127.0.0.1\t",
                        "%31%32%37.0.0.1",
                        "receiver.example",
                        "rebinding.example"));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void nothingIsSentToThisMachineOrItsNetwork(String host) {
        try (var client = client(this::home, Set.of(), Duration.ofSeconds(20))) {
            Answer answer = client.send(to("https://" + host + ":" + canary.port() + "/hook"), NOW);

            assertThat(answer.status()).isEmpty();
            assertThat(answer.problem()).isNotEmpty().doesNotContain("secret");
        }
        assertThat(canary.visits()).isZero();
    }

    @Test
    void aNameIsResolvedAnewForEachMessageAndRefusedWhenItTurnsInward() {
        try (var client = client(this::home, Set.of(), Duration.ofSeconds(20))) {
            for (int i = 0; i < 3; i++) {
                Answer answer = client.send(to("https://receiver.example:" + canary.port() + "/"), NOW);
                assertThat(answer.problem()).contains("not public");
            }
        }
        assertThat(lookups).hasValue(3);
        assertThat(canary.visits()).isZero();
    }

    @Test
    void aNameThatIsNotResolvedIsGivenUpInTimeForEachMessage() {
        Dns silent = _ -> {
            LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
            return List.of();
        };
        long begin = System.nanoTime();
        try (var client = client(silent, Set.of(), Duration.ofSeconds(1))) {
            for (int i = 0; i < 2; i++) {
                Answer answer = client.send(to("https://receiver.example:" + canary.port() + "/"), NOW);
                assertThat(answer.problem()).isNotEmpty();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(20));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        var server = server();
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "https://127.0.0.1:" + canary.port() + "/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        String origin = "http://localhost:" + server.getAddress().getPort();
        try (var client = client(this::home, Set.of(origin), Duration.ofSeconds(20))) {
            assertThat(client.send(to(origin + "/"), NOW).problem()).isEqualTo("answered 307");
        } finally {
            server.stop(0);
        }
        assertThat(canary.visits()).isZero();
    }

    @Test
    void anEndlessAnswerIsReadToABound() throws Exception {
        var server = server();
        var sent = new AtomicLong();
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var kilobytes = "x".repeat(1 << 16).getBytes(UTF_8);
            try (var out = exchange.getResponseBody()) {
                while (sent.addAndGet(kilobytes.length) < 1L << 30) {
                    out.write(kilobytes);
                }
            }
        });
        String origin = "http://localhost:" + server.getAddress().getPort();
        try (var client = client(this::home, Set.of(origin), Duration.ofSeconds(20))) {
            assertThat(client.send(to(origin + "/"), NOW).problem()).isEmpty();
        } finally {
            server.stop(0);
        }
        assertThat(sent.get()).isLessThan(1L << 29);
    }

    private static HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    /** It sends a byte of its answer now and then, for ever. */
    @Test
    void aReceiverThatDripsIsGivenUpInTime() throws Exception {
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket visitor = listener.accept()) {
                    visitor.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
                    while (true) {
                        visitor.getOutputStream().write('x');
                        visitor.getOutputStream().flush();
                        LockSupport.parkNanos(50_000_000);
                    }
                } catch (IOException gone) {
                    // The sender hung up.
                }
            });
            String origin = "http://localhost:" + listener.getLocalPort();
            long begin = System.nanoTime();
            try (var client = client(this::home, Set.of(origin), Duration.ofSeconds(2))) {
                assertThat(client.send(to(origin + "/"), NOW).problem()).isNotEmpty();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
