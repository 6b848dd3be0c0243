package org.stellarticker.graphqlserver.docs;

import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;

/** {@code /api/v1/openapi.json}: the description of all that is below {@code /api/v1}, written by hand. */
public final class OpenApiDocument {

    private static final String FILE = "openapi.json";

    private final Reply.Whole reply = Reply.file(OpenApiDocument.class, FILE, "application/json")
            .withEtag()
            .cached("public, max-age=60, must-revalidate");

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/" + FILE, _ -> reply));
    }
}
