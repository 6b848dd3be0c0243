package org.stellarticker.exchangegateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.exchangegateway.token.TokenRefused.Reason;

/**
 * Verifies tokens: EdDSA (Ed25519) and RS256. A token that was found good is not verified again for a minute, because a
 * client sends it with each order; a key that its issuer withdraws is no longer good after two minutes, then.
 */
public final class Tokens {

    /** Tokens that are remembered, of 1 KB each at most as a rule. */
    private static final long MOST = 30_000;

    /** No token of a usual issuer is longer. */
    private static final int LONGEST = 8192;

    /** The library passes over characters that are no base64url: one good token would have endless forms, each remembered. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Clocks of two machines may differ by it. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final TokenRules rules;
    private final IssuerKeys keys;
    private final Clock clock;
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(IssuerKeys.KEPT)
            .build();

    /** What a good token says. */
    public record Verified(String subject, Instant expiresAt) {}

    public Tokens(TokenRules rules, IssuerKeys keys, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Returns what a token says.
     *
     * @throws TokenRefused with the reason when it is not accepted
     */
    public Verified verified(String token) throws TokenRefused {
        Verified known = signed(token);
        if (!clock.instant().isBefore(known.expiresAt)) {
            throw new TokenRefused(
                    Reason.TOKEN_EXPIRED, "exp: the token expired at " + known.expiresAt + "; get a new one");
        }
        return known;
    }

    /**
     * Returns what a token says, also when it has expired since.
     *
     * @throws TokenRefused with the reason when it never was one to accept
     */
    public Verified signed(String token) throws TokenRefused {
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            known = verify(token);
            verified.put(token, known);
        }
        return known;
    }

    private Verified verify(String token) throws TokenRefused {
        SignedJWT parsed = parse(token);
        JWSHeader header = parsed.getHeader();
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (!algorithm.equals(JWSAlgorithm.EdDSA) && !algorithm.equals(JWSAlgorithm.RS256)) {
            throw new TokenRefused(
                    Reason.TOKEN_ALGORITHM, "alg: expected EdDSA or RS256, found \"" + algorithm.getName() + "\"");
        }
        String id = header.getKeyID();
        if (id == null) {
            throw new TokenRefused(Reason.TOKEN_MALFORMED, "kid: expected the identifier of a key, found none");
        }
        if (!isSigned(parsed, keys.get(id))) {
            throw new TokenRefused(
                    Reason.TOKEN_BAD_SIGNATURE, "the signature is not that of the issuer's key over this token");
        }
        return check(claims(parsed));
    }

    private static SignedJWT parse(String token) throws TokenRefused {
        if (token.length() <= LONGEST && FORM.matcher(token).matches()) {
            try {
                return SignedJWT.parse(token);
            } catch (ParseException | IllegalArgumentException noToken) {
                // Refused below.
            }
        }
        throw new TokenRefused(
                Reason.TOKEN_MALFORMED,
                "expected a signed JSON Web Token (three parts of base64url, separated by dots) of at most " + LONGEST
                        + " characters");
    }

    private static boolean isSigned(SignedJWT token, JWK key) {
        byte[] signed = token.getSigningInput();
        if (key instanceof OctetKeyPair pair && token.getHeader().getAlgorithm().equals(JWSAlgorithm.EdDSA)) {
            return Ed25519.isSignedBy(pair, signed, token.getSignature().decode());
        }
        if (key instanceof RSAKey rsa && token.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)) {
            try {
                return new RSASSAVerifier(rsa).verify(token.getHeader(), signed, token.getSignature());
            } catch (JOSEException notVerifiable) {
                return false;
            }
        }
        return false;
    }

    private static JWTClaimsSet claims(SignedJWT token) throws TokenRefused {
        try {
            return token.getJWTClaimsSet();
        } catch (ParseException noClaims) {
            throw new TokenRefused(Reason.TOKEN_MALFORMED, "expected claims as a JSON object in the token");
        }
    }

    private Verified check(JWTClaimsSet claims) throws TokenRefused {
        if (!rules.issuer().equals(claims.getIssuer())) {
            throw new TokenRefused(
                    Reason.TOKEN_WRONG_ISSUER,
                    "iss: expected \"" + rules.issuer() + "\", found \""
                            + Optional.ofNullable(claims.getIssuer()).orElse("") + "\"");
        }
        if (!claims.getAudience().contains(rules.audience())) {
            throw new TokenRefused(
                    Reason.TOKEN_WRONG_AUDIENCE,
                    "aud: expected \"" + rules.audience() + "\", found " + claims.getAudience());
        }
        Instant now = clock.instant();
        Date begin = claims.getNotBeforeTime();
        if (begin != null && begin.toInstant().isAfter(now.plus(SKEW))) {
            throw new TokenRefused(
                    Reason.TOKEN_NOT_YET_VALID, "nbf: the token is not valid before " + begin.toInstant());
        }
        Date end = claims.getExpirationTime();
        if (end == null) {
            throw new TokenRefused(Reason.TOKEN_MALFORMED, "exp: expected the time when the token expires, found none");
        }
        String subject = claims.getSubject();
        if (subject == null || !Subjects.isOne(subject)) {
            throw new TokenRefused(Reason.TOKEN_WITHOUT_SUBJECT, "sub: expected " + Subjects.EXPECTED);
        }
        return new Verified(subject, end.toInstant());
    }
}
