package org.stellarticker.exchangegateway.rest;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.exchangegateway.token.DemoIssuer;
import org.stellarticker.exchangegateway.trader.TokenLimit;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;

/** Tokens of the demo, and the key that verifies them. */
public final class TokenRoutes {

    private static final int RANDOM_BYTES = 8;

    private final DemoIssuer issuer;
    private final TokenLimit limit;
    private final Reply keys;

    public TokenRoutes(DemoIssuer issuer, TokenLimit limit) {
        this.issuer = issuer;
        this.limit = limit;
        this.keys = Reply.json(HttpStatus.OK_200, ByteBuffer.wrap(issuer.keysJson()))
                .withEtag()
                .cached("public, max-age=300");
    }

    public void addTo(Routes routes) {
        routes.add(Route.post(Rest.PATH + "/demo/token", this::issue).within(Rest.WITH_BODY))
                .add(Route.get(Rest.PATH + "/.well-known/jwks.json", _ -> keys));
    }

    private Reply issue(ApiRequest request) throws Exception {
        byte[] body = request.body();
        Optional<String> name = body.length == 0
                ? Optional.empty()
                : JsonMembers.read(
                        body,
                        in -> in.value(
                                        "subject",
                                        DemoIssuer.NAME_EXPECTED,
                                        text -> Optional.of(text).filter(DemoIssuer::isName))
                                .optional());
        limit.take(request.client());
        DemoIssuer.Issued issued = issuer.issue(name.orElseGet(TokenRoutes::randomName));
        return Rest.own(HttpStatus.CREATED_201, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("token", issued.token());
            json.writeStringField("subject", issued.subject());
            json.writeStringField("expires_at", issued.expiresAt().toString());
            json.writeEndObject();
        }));
    }

    private static String randomName() {
        var bytes = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
