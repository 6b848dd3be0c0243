package org.stellarticker.exchangegateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;

/** {@code /api/v3/openapi.json}: the description of all that is below {@code /api/v3}, written by hand. */
public final class OpenApiDocument {

    private static final String FILE = "openapi.json";

    private final Reply.Whole reply =
            Reply.json(200, ByteBuffer.wrap(read())).withEtag().cached("public, max-age=60, must-revalidate");

    private static byte[] read() {
        try (var in = OpenApiDocument.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("OpenAPI: expected the file " + FILE + " in the program");
            }
            return in.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v3/" + FILE, _ -> reply));
    }
}
