package org.stellarticker.graphqlserver;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.stellarticker.graphqlserver.docs.DocsPage;
import org.stellarticker.graphqlserver.graphql.GraphiqlFiles;
import org.stellarticker.graphqlserver.graphql.GraphqlRoutes;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.health.HealthReport;
import org.stellarticker.graphqlserver.health.MetricsFiles;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;

/** All addresses of the program. */
final class Addresses {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String NOT_FOUND =
            "no such address; there are /graphql, /graphiql, /api/v1, /docs and /healthz";

    private final Routes open = new Routes(NOT_FOUND);
    private final Routes own = new Routes(NOT_FOUND);

    /**
     * @param faces add the routes of each other form of answers
     * @param admission decides about each request to a public address
     * @param metricsPublic whether the metrics are public, too
     */
    Addresses(
            GraphqlRoutes graphql,
            List<Consumer<Routes>> faces,
            Routes.Admission admission,
            Health health,
            MetricsFiles files,
            boolean metricsPublic) {
        open.admitBy(admission);
        graphql.addTo(open);
        new GraphiqlFiles().addTo(open);
        new DocsPage().addTo(open);
        faces.forEach(face -> face.accept(open));
        open.add(Route.get("/healthz", request -> reply(health.check())));
        var metrics = Route.get(
                "/metrics", request -> Reply.text(PROMETHEUS, files.merged()).notCached());
        own.add(metrics);
        if (metricsPublic) {
            open.add(metrics);
        }
    }

    private static Reply reply(HealthReport report) {
        return Reply.json(report.answers() ? 200 : 503, ByteBuffer.wrap(report.json()))
                .notCached();
    }

    /** Returns the public addresses, which nginx passes on. */
    Routes open() {
        return open;
    }

    /** Returns the addresses of the metrics' port. */
    Routes own() {
        return own;
    }
}
