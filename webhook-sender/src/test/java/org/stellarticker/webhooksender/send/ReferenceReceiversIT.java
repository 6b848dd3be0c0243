package org.stellarticker.webhooksender.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.db.subscription.DueDelivery;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.publichttp.WebhookUrls;
import org.stellarticker.webhooksender.Subscribers;

/** Sends webhooks to receivers that are written with the reference libraries of Standard Webhooks for Python and for Node. */
class ReferenceReceiversIT {

    private static final Path SAMPLES = Path.of("../samples/webhooks");
    private static final Path RUNNER = Path.of("../docker");
    private static final Map<String, String[]> PREPARED = new HashMap<>();
    private static final String BODY =
            "{\"type\":\"trade\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"data\":{\"code\":\"\u20ac\"}}";

    @TempDir
    static Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        var preparation = new ProcessBuilder("python3", "-B", "-m", "runner.webhook_receivers")
                .directory(RUNNER.toFile())
                .redirectErrorStream(true)
                .start();
        for (String line : new String(preparation.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList()) {
            String[] parts = line.split("\t", -1);
            PREPARED.put(parts[0], parts);
        }
    }

    private static DueDelivery delivery(String url, String message, WebhookSecrets secrets) {
        return new DueDelivery(
                1, 7, message, BODY, 0, 0, new org.stellarticker.db.subscription.Webhook(url, false, secrets));
    }

    @ParameterizedTest
    @CsvSource({"python, receiver.py", "node, receiver.js"})
    void aReceiverWithTheReferenceLibraryTakesWebhooksAndRefusesWhatIsTamperedOrOld(String language, String program)
            throws Exception {
        String[] prepared = PREPARED.getOrDefault(language, new String[] {language, "", "the preparation failed"});
        assumeTrue(!prepared[1].isEmpty(), () -> prepared[2]);
        Path log = folder.resolve(language + ".log");
        Process receiver = new ProcessBuilder(prepared[1], program, "0", Subscribers.SECRET)
                .directory(SAMPLES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log).startsWith("listening on "));
            String origin = "http://127.0.0.1:"
                    + Files.readString(log).lines().findFirst().orElseThrow().replaceAll("\\D+", "");
            send(origin);
            refuse(origin);
            assertThat(Files.readAllLines(log).stream().filter(line -> line.startsWith("msg_")))
                    .as("each message is handled once")
                    .hasSize(2);
        } finally {
            receiver.destroyForcibly().onExit().join();
        }
    }

    private static void send(String origin) {
        var current = new WebhookSecrets(Subscribers.SECRET, Optional.empty(), Optional.empty());
        Instant now = Clock.systemUTC().instant();
        var rotated = new WebhookSecrets(
                "whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldy1zZWNyZXQ=",
                Optional.of(Subscribers.SECRET),
                Optional.of(now.plusSeconds(60)));
        try (var client = new WebhookClient(WebhookUrls.parse(origin))) {
            for (DueDelivery each : List.of(
                    delivery(origin + "/hook", "trade-1", current),
                    delivery(origin + "/hook", "trade-1", current),
                    delivery(origin + "/hook", "trade-2", rotated))) {
                assertThat(client.send(each, now).problem()).isEmpty();
            }
            var ended = new WebhookSecrets(rotated.current(), rotated.previous(), Optional.of(now.minusSeconds(1)));
            assertThat(client.send(delivery(origin + "/hook", "trade-3", ended), now)
                            .problem())
                    .as("a secret that the receiver does not have")
                    .isEqualTo("answered 400");
            assertThat(client.send(delivery(origin + "/hook", "trade-1", current), now.minusSeconds(600))
                            .problem())
                    .as("a message that somebody sends again")
                    .isEqualTo("answered 400");
        }
    }

    private static void refuse(String origin) throws Exception {
        long now = Clock.systemUTC().instant().getEpochSecond();
        String signature = new Webhook(Subscribers.SECRET).sign("msg_7_trade-4", now, BODY);
        assertThat(post(origin, "msg_7_trade-4", now, signature, BODY.replace("trade", "price")))
                .isEqualTo(400);
        assertThat(post(origin, "msg_7_trade-5", now, signature, BODY)).isEqualTo(400);
        assertThat(post(origin, "msg_7_trade-4", now + 1, signature, BODY)).isEqualTo(400);
        assertThat(post(origin, "msg_7_trade-4", now, "v1,AAAA", BODY)).isEqualTo(400);
    }

    private static int post(String origin, String id, long timestamp, String signature, String body)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(origin + "/hook"))
                                    .header("webhook-id", id)
                                    .header("webhook-timestamp", Long.toString(timestamp))
                                    .header("webhook-signature", signature)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
