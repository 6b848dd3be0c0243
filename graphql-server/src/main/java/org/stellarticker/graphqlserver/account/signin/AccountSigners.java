package org.stellarticker.graphqlserver.account.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks Horizon who may sign for an account. */
final class AccountSigners {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int MOST_BYTES = 1 << 20;
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Who may sign changes seldom, and a client that asks with false signatures costs Horizon one request a minute. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Accounts that Horizon is asked about in a minute: a quarter of what a public one allows, for the rest is for trades. */
    private static final int MOST_ASKED = 15;

    private static final int MOST_KEPT = 10_000;

    private final List<URI> horizons;
    private final Clock clock;
    private final Cache<String, Signers> recent;
    private Instant minute = Instant.EPOCH;
    private int asked;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    AccountSigners(List<URI> horizons, Clock clock) {
        this.horizons = List.copyOf(horizons);
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(KEPT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /**
     * Who may sign for an account.
     *
     * @param threshold the weight that their signatures need together
     * @param weights of each signer that is a key of Ed25519
     */
    record Signers(int threshold, Map<String, Integer> weights) {

        Signers {
            weights = Map.copyOf(weights);
        }
    }

    /**
     * Returns who may sign for an account, or could at most a minute ago; empty when the network does not know the account.
     *
     * @throws HorizonUnavailable when no Horizon answers, or too many accounts were asked for in this minute
     */
    Optional<Signers> find(String account) throws HorizonUnavailable, InterruptedException {
        Signers known = recent.getIfPresent(account);
        if (known != null) {
            return Optional.of(known);
        }
        takeTurn();
        Optional<Signers> found = request(account);
        found.ifPresent(signers -> recent.put(account, signers));
        return found;
    }

    private synchronized void takeTurn() throws HorizonUnavailable {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            asked = 0;
        }
        if (asked >= MOST_ASKED) {
            throw new HorizonUnavailable("asked about " + MOST_ASKED + " accounts in this minute already");
        }
        asked++;
    }

    private Optional<Signers> request(String account) throws HorizonUnavailable, InterruptedException {
        HorizonUnavailable last = new HorizonUnavailable("no Horizon is known");
        for (URI horizon : horizons) {
            try {
                return ask(horizon, account);
            } catch (HorizonUnavailable next) {
                last = next;
            }
        }
        throw last;
    }

    private Optional<Signers> ask(URI horizon, String account) throws HorizonUnavailable, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(horizon + "/accounts/" + account))
                .header("Accept", "application/json")
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                if (answer.statusCode() != FOUND) {
                    throw new HorizonUnavailable(horizon + " answers with status " + answer.statusCode());
                }
                return Optional.of(read(MAPPER.readTree(body.readNBytes(MOST_BYTES))));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new HorizonUnavailable(horizon + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Signers read(JsonNode account) {
        JsonNode threshold = account.at("/thresholds/med_threshold");
        JsonNode signers = account.path("signers");
        if (!threshold.isInt() || !signers.isArray()) {
            throw new IllegalArgumentException("expected thresholds and signers of an account");
        }
        var weights = new HashMap<String, Integer>();
        for (JsonNode signer : signers) {
            int weight = signer.path("weight").asInt();
            if (signer.path("type").asText().equals("ed25519_public_key") && weight > 0) {
                weights.put(signer.path("key").asText(), weight);
            }
        }
        return new Signers(threshold.asInt(), weights);
    }
}
