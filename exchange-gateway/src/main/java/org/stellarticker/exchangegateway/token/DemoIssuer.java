package org.stellarticker.exchangegateway.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;

/**
 * Issues tokens for the demo, to everyone who asks: they trade with play money. Its key is in a file, so that all gateways of a
 * run accept each other's tokens, also after a restart.
 */
public final class DemoIssuer {

    /** The issuer's name where none is set. */
    public static final String NAME = "stellar-ticker-demo";

    /** How long a token is good. */
    public static final Duration LIFE = Duration.ofDays(1);

    /** Subjects of the demo cannot be those of the exchange's own accounts. */
    private static final String PREFIX = "demo-";

    /** What a name is expected to be. */
    public static final String NAME_EXPECTED = "1 to 48 of the characters A-Z a-z 0-9 . _ -";

    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]{1,48}");

    private final OctetKeyPair key;
    private final TokenRules rules;
    private final Clock clock;

    /** A token, and when it expires. */
    public record Issued(String token, String subject, Instant expiresAt) {}

    private DemoIssuer(OctetKeyPair key, TokenRules rules, Clock clock) {
        this.key = key;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Opens the issuer.
     *
     * @param file of its key; it is made when there is none
     * @throws IOException when the file cannot be read or made, or holds no key
     */
    public static DemoIssuer open(Path file, TokenRules rules, Clock clock) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        String text = Files.readString(file, UTF_8);
        try {
            return new DemoIssuer(OctetKeyPair.parse(text), rules, clock);
        } catch (ParseException noKey) {
            throw new IOException(
                    file + ": expected a JSON Web Key of Ed25519; delete the file to have a new one made", noKey);
        }
    }

    /** Makes the file as a whole, unless another gateway was first. */
    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + ": expected a file in a folder");
        }
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(
                folder,
                "issuer",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(whole, Ed25519.generate().toJSONString(), UTF_8);
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException byAnother) {
            // Its key is the one.
        } finally {
            Files.delete(whole);
        }
    }

    /** Returns the key that verifies the tokens. */
    public JWKSet keys() {
        return new JWKSet(key.toPublicJWK());
    }

    /** Returns the key in the form of a JSON Web Key Set. */
    public byte[] keysJson() {
        return keys().toString().getBytes(UTF_8);
    }

    public static boolean isName(String text) {
        return NAMES.matcher(text).matches();
    }

    /** Issues a token for a subject, whose name gets a prefix. */
    public Issued issue(String name) {
        String subject = PREFIX + name;
        Instant from = clock.instant();
        Instant to = from.plus(LIFE);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(rules.issuer())
                .audience(rules.audience())
                .subject(subject)
                .issueTime(Date.from(from))
                .expirationTime(Date.from(to))
                .build();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.getKeyID()).build();
        String signed = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
        Base64URL signature = Base64URL.encode(Ed25519.sign(key, signed.getBytes(US_ASCII)));
        return new Issued(signed + "." + signature, subject, Instant.ofEpochSecond(to.getEpochSecond()));
    }
}
