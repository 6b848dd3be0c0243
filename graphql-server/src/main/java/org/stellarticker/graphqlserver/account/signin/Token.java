package org.stellarticker.graphqlserver.account.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.stellarticker.http.Json;

/**
 * A token of a sign-in: a JSON Web Token, as SEP-10 wants it, signed by the server's key (EdDSA). The ticker itself takes it as
 * it takes any key, by its hash, so that it can be revoked.
 */
final class Token {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom SECRETS = new SecureRandom();
    private static final int ID_BYTES = 16;

    private Token() {}

    /** Returns the token of an account. */
    static String of(SignInConfig config, String account, Instant from, Instant to) {
        var id = new byte[ID_BYTES];
        SECRETS.nextBytes(id);
        byte[] header = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("alg", "EdDSA");
            json.writeStringField("typ", "JWT");
            json.writeEndObject();
        });
        byte[] claims = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("iss", "https://" + config.webAuthDomain() + "/api/v1/auth");
            json.writeStringField("sub", account);
            json.writeNumberField("iat", from.getEpochSecond());
            json.writeNumberField("exp", to.getEpochSecond());
            json.writeStringField("jti", HexFormat.of().formatHex(id));
            json.writeStringField("home_domain", config.homeDomain());
            json.writeEndObject();
        });
        String signed = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);
        return signed + "." + BASE64.encodeToString(config.key().pair().sign(signed.getBytes(US_ASCII)));
    }
}
