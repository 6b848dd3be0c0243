package org.stellarticker.graphqlserver.rest.subscription;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;

/** {@code /api/v1/subscription-types}: what can be subscribed to, with the JSON Schema of each type's filter. */
final class SubscriptionTypesRoute {

    static final String PATH = "/api/v1/subscription-types";

    private final byte[] json;

    SubscriptionTypesRoute() {
        try (var file = SubscriptionTypesRoute.class.getResourceAsStream("subscription-types.json")) {
            if (file == null) {
                throw new IllegalStateException("subscription-types.json is not beside its route");
            }
            json = file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(
                        PATH,
                        _ -> Reply.json(200, ByteBuffer.wrap(json)).withEtag().cached("public, max-age=3600")));
    }
}
