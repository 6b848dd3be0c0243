package org.stellarticker.graphqlserver.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.health.HealthReport;
import org.stellarticker.graphqlserver.health.MetricsFiles;
import org.stellarticker.graphqlserver.query.QueryEngine;

/** All addresses, and what is behind each. */
public final class Addresses {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, Route> open = new HashMap<>();
    private final Route metrics;

    /** @param metricsPublic whether everybody may see the figures */
    public Addresses(
            QueryEngine engine, Health health, MetricsFiles files, boolean metricsPublic, MeterRegistry registry) {
        metrics = onlyRead(request -> Reply.text(PROMETHEUS, files.merged()).fresh());
        open.put("graphql", new GraphqlRoute(engine, registry));
        open.put("graphiql", new GraphiqlRoute());
        open.put("healthz", onlyRead(request -> health(health.check())));
        if (metricsPublic) {
            open.put("metrics", metrics);
        }
    }

    private static Route onlyRead(Route route) {
        return request -> switch (request.getMethod()) {
            case "GET", "HEAD" -> route.reply(request);
            default -> Reply.fault(405, "expected GET").with("Allow", "GET, HEAD, OPTIONS");
        };
    }

    private static Reply health(HealthReport report) {
        return Reply.json(report.answers() ? 200 : 503, ByteBuffer.wrap(report.json()))
                .fresh();
    }

    /** For everybody, through nginx. */
    Handler open() {
        return new Routes(open);
    }

    /** For who looks after the machine. */
    Handler metrics() {
        return new Routes(Map.of("metrics", metrics));
    }
}
