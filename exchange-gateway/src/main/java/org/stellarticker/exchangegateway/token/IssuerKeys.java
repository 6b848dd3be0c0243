package org.stellarticker.exchangegateway.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.stellarticker.exchangegateway.token.TokenRefused.Reason;

/** The public keys of an issuer. */
public final class IssuerKeys {

    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 3000;
    private static final int MOST_BYTES = 1 << 18;

    /** A key that is withdrawn is no longer accepted after it. A token of a key that is not known asks at once. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LEAST_BETWEEN_REQUESTS = Duration.ofSeconds(10);

    private final JWKSource<SecurityContext> source;

    private IssuerKeys(JWKSource<SecurityContext> source) {
        this.source = source;
    }

    /** Returns keys that never change. */
    public static IssuerKeys of(JWKSet keys) {
        return new IssuerKeys(new ImmutableJWKSet<>(keys));
    }

    /** Returns the keys that an address (a JSON Web Key Set) gives; they are fetched when they are needed. */
    public static IssuerKeys at(URI address) {
        try {
            return new IssuerKeys(JWKSourceBuilder.create(
                            address.toURL(), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES))
                    .cache(KEPT.toMillis(), REFRESH_TIMEOUT.toMillis())
                    .rateLimited(LEAST_BETWEEN_REQUESTS.toMillis())
                    .build());
        } catch (MalformedURLException notByHttp) {
            throw new IllegalArgumentException("expected an address that begins with http:// or https://", notByHttp);
        }
    }

    /**
     * Returns the key of an identifier.
     *
     * @throws TokenRefused when the issuer has no such key, or does not answer
     */
    JWK get(String id) throws TokenRefused {
        List<JWK> found;
        try {
            found = source.get(
                    new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
        } catch (KeySourceException away) {
            throw unavailable(id, away);
        }
        if (found.isEmpty()) {
            throw unknown(id);
        }
        return found.getFirst();
    }

    private static TokenRefused unknown(String id) {
        return new TokenRefused(
                Reason.TOKEN_UNKNOWN_KEY, "kid: expected the identifier of a key of the issuer, found \"" + id + "\"");
    }

    private static TokenRefused unavailable(String id, Exception cause) {
        if (cause instanceof RateLimitReachedException) {
            // The keys were fetched a moment ago, and this one was not among them.
            return unknown(id);
        }
        var refused = new TokenRefused(
                Reason.KEYS_UNAVAILABLE, "the issuer's keys cannot be had now; try again in some seconds");
        refused.initCause(cause);
        return refused;
    }
}
