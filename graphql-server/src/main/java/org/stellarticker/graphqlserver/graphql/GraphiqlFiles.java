package org.stellarticker.graphqlserver.graphql;

import java.util.List;
import org.stellarticker.http.PageFiles;
import org.stellarticker.http.Routes;

/** {@code /graphiql}: GraphiQL from files of the program. */
public final class GraphiqlFiles {

    /** Scripts and texts come from this server, and requests go to it; CodeMirror sets styles while it runs. */
    private static final String SAME_ORIGIN = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private final PageFiles page = new PageFiles(
            "/graphiql",
            GraphiqlFiles.class,
            "graphiql",
            List.of(
                    "index.html",
                    "start.js",
                    "page.css",
                    "graphiql.min.js",
                    "graphiql.min.css",
                    "react.production.min.js",
                    "react-dom.production.min.js",
                    "LICENSE"),
            SAME_ORIGIN);

    public void addTo(Routes routes) {
        page.addTo(routes);
    }
}
