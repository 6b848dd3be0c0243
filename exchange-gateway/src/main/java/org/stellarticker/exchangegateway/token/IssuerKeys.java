package org.stellarticker.exchangegateway.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchangegateway.token.TokenRefused.Reason;

/** The public keys of an issuer. */
public final class IssuerKeys {

    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 3000;
    private static final int MOST_BYTES = 1 << 18;

    /** Keys are fetched again after it, in the background. A token of a key that is not known asks at once. */
    static final Duration KEPT = Duration.ofMinutes(1);

    /** An issuer that does not answer for less is not missed. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);

    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LEAST_BETWEEN_REQUESTS = Duration.ofSeconds(10);

    private final JWKSource<SecurityContext> source;
    private final BooleanSupplier isAway;

    private IssuerKeys(JWKSource<SecurityContext> source, BooleanSupplier isAway) {
        this.source = source;
        this.isAway = isAway;
    }

    /** Returns keys that never change. */
    public static IssuerKeys of(JWKSet keys) {
        return new IssuerKeys(new ImmutableJWKSet<>(keys), () -> false);
    }

    /** Returns the keys that an address (a JSON Web Key Set) gives; they are fetched when they are needed. */
    public static IssuerKeys at(URI address) {
        try {
            var issuer = new Issuer(new URLBasedJWKSetSource<>(
                    address.toURL(), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES)));
            JWKSource<SecurityContext> source = JWKSourceBuilder.create(issuer)
                    .cache(KEPT.toMillis(), REFRESH_TIMEOUT.toMillis())
                    .rateLimited(LEAST_BETWEEN_REQUESTS.toMillis())
                    .outageTolerant(LONGEST_OUTAGE.toMillis())
                    .build();
            return new IssuerKeys(source, issuer::isAway);
        } catch (MalformedURLException notByHttp) {
            throw new IllegalArgumentException("expected an address that begins with http:// or https://", notByHttp);
        }
    }

    /** Asks the issuer, and notes whether it gave its keys last. */
    private static final class Issuer implements JWKSetSource<SecurityContext> {

        private final JWKSetSource<SecurityContext> address;
        private volatile boolean away;

        Issuer(JWKSetSource<SecurityContext> address) {
            this.address = address;
        }

        boolean isAway() {
            return away;
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                JWKSet keys = address.getJWKSet(refresh, now, context);
                away = false;
                return keys;
            } catch (KeySourceException noAnswer) {
                away = true;
                throw noAnswer;
            }
        }

        @Override
        public void close() throws IOException {
            address.close();
        }
    }

    /**
     * Returns the key of an identifier.
     *
     * @throws TokenRefused when the issuer has no such key, or does not answer, so that nobody knows
     */
    JWK get(String id) throws TokenRefused {
        List<JWK> found;
        try {
            found = source.get(
                    new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
        } catch (RateLimitReachedException askedAMomentAgo) {
            throw missing(id, askedAMomentAgo);
        } catch (KeySourceException away) {
            throw unavailable(away);
        }
        if (found.isEmpty()) {
            throw missing(id, null);
        }
        return found.getFirst();
    }

    /** Returns the refusal of a key that is not among those which the issuer gave last. */
    private TokenRefused missing(String id, @Nullable Exception cause) {
        return isAway.getAsBoolean()
                ? unavailable(cause)
                : new TokenRefused(
                        Reason.TOKEN_UNKNOWN_KEY,
                        "kid: expected the identifier of a key of the issuer, found \"" + id + "\"");
    }

    private static TokenRefused unavailable(@Nullable Exception cause) {
        var refused = new TokenRefused(
                Reason.KEYS_UNAVAILABLE, "the issuer's keys cannot be had now; try again in some seconds");
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }
}
