package org.stellarticker.graphqlserver.docs;

import java.util.List;
import org.stellarticker.http.PageFiles;
import org.stellarticker.http.Routes;

/** {@code /docs}: the OpenAPI document, readable, with requests to try. */
public final class DocsPage {

    /** Scripts and styles come from this server, and requests go to it. */
    private static final String SAME_ORIGIN = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final PageFiles page = new PageFiles(
            "/docs",
            DocsPage.class,
            "page",
            List.of("index.html", "start.js", "page.css", "swagger-ui-bundle.js", "swagger-ui.css"),
            SAME_ORIGIN);

    public void addTo(Routes routes) {
        page.addTo(routes);
    }
}
