package org.stellarticker.webhooksender.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.stellarticker.db.subscription.DueDelivery;
import org.stellarticker.publichttp.BoundedDns;
import org.stellarticker.publichttp.PublicAddresses;
import org.stellarticker.publichttp.PublicSockets;
import org.stellarticker.publichttp.WebhookUrls;

/**
 * Sends messages to the addresses that subscribers gave, so none is trusted: https and public addresses only, but for the origins
 * that the operator names. It follows no redirects, bounds time and answer, and uses neither cookies nor a proxy.
 */
public final class WebhookClient implements AutoCloseable {

    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** What is read of an answer, so that its connection can be used again; nothing of it is kept. */
    private static final int ANSWER_BYTES = 4_096;

    private static final int LONGEST_PROBLEM = 200;

    private final WebhookUrls urls;
    private final OkHttpClient trustedClient;
    private final OkHttpClient untrustedClient;
    private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

    public WebhookClient(WebhookUrls urls) {
        this(urls, TIMEOUT, new UntrustedRules(Dns.SYSTEM, PublicAddresses::isPublic));
    }

    /** @param isPublic decides whether the client may connect to an address */
    record UntrustedRules(Dns resolver, Predicate<InetAddress> isPublic) {}

    WebhookClient(WebhookUrls urls, Duration timeout, UntrustedRules untrusted) {
        this.urls = urls;
        this.trustedClient = new OkHttpClient.Builder()
                .followRedirects(false)
                // A proxy would resolve the names itself, without the check of addresses.
                .proxy(Proxy.NO_PROXY)
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .connectionPool(new ConnectionPool(256, 30, TimeUnit.SECONDS))
                .build();
        this.untrustedClient = trustedClient
                .newBuilder()
                .dns(publicAddresses(untrusted, lookups, timeout))
                .socketFactory(new PublicSockets(urls.ports(), untrusted.isPublic()))
                .build();
    }

    /**
     * What came of an attempt.
     *
     * @param status empty without an answer
     * @param problem why it failed; empty when it succeeded
     * @param retryAfter the pause that the receiver asked for
     */
    record Answer(OptionalInt status, String problem, Optional<Duration> retryAfter) {

        static Answer failed(String problem) {
            String clean = problem.replaceAll("\\p{Cntrl}", "?");
            return new Answer(
                    OptionalInt.empty(),
                    clean.length() <= LONGEST_PROBLEM ? clean : clean.substring(0, LONGEST_PROBLEM),
                    Optional.empty());
        }
    }

    /** Returns the server of an address, by which requests are counted together; empty when nothing may be sent there. */
    Optional<String> authority(String url) {
        try {
            return Optional.of(WebhookUrls.authority(urls.read(url)));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /** Sends a message once. */
    Answer send(DueDelivery delivery, Instant now) {
        try {
            HttpUrl url = urls.read(delivery.webhook().url());
            return send(url, signed(url, delivery, now));
        } catch (IllegalArgumentException refused) {
            return Answer.failed("refused: " + refused.getMessage());
        }
    }

    private Request signed(HttpUrl url, DueDelivery delivery, Instant now) {
        long timestamp = now.getEpochSecond();
        return new Request.Builder()
                .url(urls.address(url))
                .header("User-Agent", "stellar-ticker")
                .header("Accept-Encoding", "identity")
                .header("webhook-id", delivery.webhookId())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", signatures(delivery, timestamp, now))
                .post(RequestBody.create(delivery.payload().getBytes(UTF_8), JSON))
                .build();
    }

    /** Signs with each secret that is valid: after a rotation with both, so that a receiver may change its own meanwhile. */
    private static String signatures(DueDelivery delivery, long timestamp, Instant now) {
        var signatures = new ArrayList<String>();
        try {
            for (String secret : delivery.webhook().secrets().at(now)) {
                signatures.add(new com.standardwebhooks.Webhook(secret)
                        .sign(delivery.webhookId(), timestamp, delivery.payload()));
            }
        } catch (EmptyWebhookSecretException | WebhookSigningException impossible) {
            throw new IllegalStateException("subscription " + delivery.subscriptionId(), impossible);
        }
        return String.join(" ", signatures);
    }

    private Answer send(HttpUrl url, Request request) {
        OkHttpClient client = urls.isTrusted(url) ? trustedClient : untrustedClient;
        try (Response response = client.newCall(request).execute()) {
            int status = response.code();
            if (response.body() != null) {
                response.body().byteStream().readNBytes(ANSWER_BYTES);
            }
            return new Answer(
                    OptionalInt.of(status), response.isSuccessful() ? "" : "answered " + status, retryAfter(response));
        } catch (IOException network) {
            return Answer.failed(network.getMessage() == null ? network.toString() : network.getMessage());
        }
    }

    /** Each lookup has a deadline of its own; the client keeps connections for later requests only under one and the same Dns. */
    private static Dns publicAddresses(UntrustedRules untrusted, ExecutorService lookups, Duration timeout) {
        return new PublicAddresses(
                name -> new BoundedDns(untrusted.resolver(), lookups, System.nanoTime() + timeout.toNanos())
                        .lookup(name),
                untrusted.isPublic());
    }

    /** Returns the Retry-After header in seconds; a date is ignored, and the usual delay applies. */
    private static Optional<Duration> retryAfter(Response response) {
        String header =
                Objects.requireNonNullElse(response.header("Retry-After"), "").strip();
        return header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    @Override
    public void close() {
        trustedClient.dispatcher().cancelAll();
        lookups.shutdownNow();
        trustedClient.connectionPool().evictAll();
    }
}
