package org.stellarticker.graphqlserver.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.Route;
import org.stellarticker.graphqlserver.http.Routes;
import org.stellarticker.graphqlserver.http.problem.RequestException;

/** {@code /graphiql}: GraphiQL from files of the program, which load nothing from other servers. */
public final class GraphiqlFiles {

    private static final String PAGE = "index.html";

    /** Scripts and texts come from this server, and requests go to it; CodeMirror sets styles while it runs. */
    private static final String SAME_ORIGIN = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            PAGE,
            "text/html; charset=utf-8",
            "start.js",
            "text/javascript; charset=utf-8",
            "page.css",
            "text/css; charset=utf-8",
            "graphiql.min.js",
            "text/javascript; charset=utf-8",
            "graphiql.min.css",
            "text/css; charset=utf-8",
            "react.production.min.js",
            "text/javascript; charset=utf-8",
            "react-dom.production.min.js",
            "text/javascript; charset=utf-8",
            "LICENSE",
            "text/plain; charset=utf-8");

    private final Map<String, Reply.Whole> files = new HashMap<>();

    public GraphiqlFiles() {
        TYPES.forEach((name, type) -> files.put(name, read(name, type)));
    }

    private static Reply.Whole read(String name, String type) {
        try (var in = GraphiqlFiles.class.getResourceAsStream("graphiql/" + name)) {
            if (in == null) {
                throw new IllegalStateException("GraphiQL: expected the file graphiql/" + name + " in the program");
            }
            return new Reply.Whole(200, type, ByteBuffer.wrap(in.readAllBytes()))
                    .withEtag()
                    .cached("no-cache")
                    .with("Content-Security-Policy", SAME_ORIGIN)
                    .with("Referrer-Policy", "no-referrer");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/graphiql", request -> file(PAGE)))
                .add(Route.get("/graphiql/{file}", request -> file(request.pathParameter("file"))));
    }

    private Reply file(String name) throws RequestException {
        Reply.Whole file = files.get(name);
        if (file == null) {
            throw new RequestException(404, "no such file of GraphiQL");
        }
        return file;
    }
}
