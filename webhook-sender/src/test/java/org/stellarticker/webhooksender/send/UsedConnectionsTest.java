package org.stellarticker.webhooksender.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.subscription.DueDelivery;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.publichttp.TrustedOrigins;
import org.stellarticker.publichttp.WebhookUrls;
import org.stellarticker.webhooksender.Subscribers;
import org.stellarticker.webhooksender.send.WebhookClient.UntrustedRules;

/** Connections to receivers that nobody vouches for are used again, each for its own name only. */
class UsedConnectionsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PASSWORD = "password";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @TempDir
    static Path folder;

    /** The ports from which each name was asked: one for each connection. */
    private final Map<String, Set<Integer>> connections = new ConcurrentHashMap<>();

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        Path store = folder.resolve("receiver.p12");
        if (!Files.exists(store)) {
            makeCertificate(store);
        }
        // The client trusts whom the system trusts.
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", "");
            connections
                    .computeIfAbsent(host, _ -> ConcurrentHashMap.newKeySet())
                    .add(exchange.getRemoteAddress().getPort());
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "thank you".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty("javax.net.ssl.trustStorePassword");
        server.stop(0);
    }

    private static void makeCertificate(Path store) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver.example",
                "-ext",
                "san=dns:receiver.example,dns:other.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static SSLContext tls(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private DueDelivery to(String host) {
        var secrets = new WebhookSecrets(Subscribers.SECRET, Optional.empty(), Optional.empty());
        String url = "https://" + host + ":" + server.getAddress().getPort() + "/hook";
        return new DueDelivery(1, 1, "trade-1", "{}", 0, 0, new Webhook(url, false, secrets));
    }

    @Test
    void messagesToOneReceiverShareAConnection_andThoseToAnotherNameHaveTheirOwn() {
        var lookups = new HashMap<String, Integer>();
        var rules = new UntrustedRules(
                name -> {
                    lookups.merge(name, 1, Integer::sum);
                    return List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}));
                },
                _ -> true);
        var urls = new WebhookUrls(
                Set.of(), TrustedOrigins.NONE, Set.of(server.getAddress().getPort()));
        try (var client = new WebhookClient(urls, Duration.ofSeconds(20), rules)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.send(to("receiver.example"), NOW).problem()).isEmpty();
            }
            assertThat(client.send(to("other.example"), NOW).problem()).isEmpty();
        }
        assertThat(connections.get("receiver.example")).as("connections").hasSize(1);
        assertThat(connections.get("other.example"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(connections.get("receiver.example"));
        assertThat(lookups).containsEntry("other.example", 1);
    }
}
