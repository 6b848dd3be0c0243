package org.stellarticker.graphqlserver.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.db.account.KeyOwner;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.limit.TooBusy;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Finds out who makes a request, by the key in its header {@code Authorization: Bearer}. What was found is kept for three
 * seconds: a revoked key stops by then on every server. An unknown key and a wrong one cost the same and get the same answer.
 */
public final class Callers {

    static final Duration KEPT = Duration.ofSeconds(3);

    private static final int MOST_KEPT = 10_000;
    private static final String SCHEME = "bearer ";

    /** Tokens of sign-ins are the longest. */
    private static final int LONGEST_KEY = 2_000;

    /** As many as connections; a flood of keys that nobody has waits in turns. */
    private static final FairTurns.Bounds LOOKS = new FairTurns.Bounds(2, 400, 50, Duration.ofSeconds(5));

    private final AccountDatabase database;
    private final Clock clock;
    private final ApiKeyStore keys = new ApiKeyStore();
    private final FairTurns looks = new FairTurns("keys", LOOKS);
    private final Cache<String, Caller> known = cache();
    private final Cache<String, Boolean> unknown = cache();

    public Callers(AccountDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static <V> Cache<String, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(KEPT)
                .build();
    }

    /**
     * Returns who makes a request, when its key allows something.
     *
     * @throws RequestException with status 401 without a key that may be used, 403 when it does not allow that, 503 while the
     *     database is away
     */
    public Caller require(ApiRequest request, Scope scope) throws RequestException, InterruptedException {
        Caller caller = find(request)
                .orElseThrow(() -> new RequestException(unauthorized(
                        "expected a key with the scope " + scope.text()
                                + " in the header Authorization: Bearer KEY, found none",
                        "")));
        if (!caller.may(scope)) {
            throw new RequestException(Problem.of(
                            403,
                            "expected a key with the scope " + scope.text() + ", found one with "
                                    + String.join(", ", Scope.texts(caller.scopes())))
                    .with(
                            "WWW-Authenticate",
                            "Bearer realm=\"ticker\", error=\"insufficient_scope\", scope=\"" + scope.text() + "\""));
        }
        return caller;
    }

    /**
     * Returns who makes a request; empty when it carries no key. Another scheme than Bearer belongs to a proxy before the
     * ticker.
     *
     * @throws RequestException with status 401 for a key that may not be used
     */
    public Optional<Caller> find(ApiRequest request) throws RequestException, InterruptedException {
        Optional<String> header = request.header("Authorization")
                .filter(value -> value.regionMatches(/* ignoreCase= */ true, 0, SCHEME, 0, SCHEME.length()));
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String key = header.get().substring(SCHEME.length()).strip();
        if (key.length() > LONGEST_KEY) {
            throw refused();
        }
        String hash = KeyText.hash(key);
        Caller caller = caller(hash, request.client()).orElseThrow(Callers::refused);
        if (caller.expiresAt().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw refused();
        }
        return Optional.of(caller);
    }

    private static RequestException refused() {
        return new RequestException(unauthorized(
                "expected a key that exists, is not revoked and has not expired; create another one, or leave the header"
                        + " Authorization out to read what is public",
                ", error=\"invalid_token\""));
    }

    private static Problem unauthorized(String detail, String error) {
        return Problem.of(401, detail).with("WWW-Authenticate", "Bearer realm=\"ticker\"" + error);
    }

    private Optional<Caller> caller(String hash, String client) throws RequestException, InterruptedException {
        Optional<Optional<Caller>> kept = kept(hash);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            looks.begin(client);
            try {
                // Another request of the key may have looked meanwhile.
                return kept(hash).orElseGet(() -> look(hash));
            } finally {
                looks.end(client);
            }
        } catch (TooBusy refused) {
            throw new RequestException(refused.problem());
        } catch (DatabaseAway away) {
            throw new RequestException(
                    Problem.of(503, "the database does not answer, so no key can be checked; try again in some seconds")
                            .with("Retry-After", "5"));
        }
    }

    private Optional<Optional<Caller>> kept(String hash) {
        Caller caller = known.getIfPresent(hash);
        if (caller != null) {
            return Optional.of(Optional.of(caller));
        }
        return unknown.getIfPresent(hash) == null ? Optional.empty() : Optional.of(Optional.empty());
    }

    private Optional<Caller> look(String hash) {
        Optional<Caller> found = database.transaction(tx -> keys.findUsable(tx, hash))
                .filter(owner -> MessageDigest.isEqual(owner.secretHash().getBytes(US_ASCII), hash.getBytes(US_ASCII)))
                .map(Callers::caller);
        found.ifPresentOrElse(caller -> known.put(hash, caller), () -> unknown.put(hash, true));
        return found;
    }

    private static Caller caller(KeyOwner owner) {
        var key = owner.key();
        return new Caller(
                key.accountId(),
                owner.accountName(),
                key.id(),
                Scope.of(List.copyOf(key.scopes())),
                key.quotaPerMinute(),
                key.expiresAt());
    }
}
