package org.stellarticker.graphqlserver.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.stellarticker.graphqlserver.limit.FairTurns;
import org.stellarticker.graphqlserver.limit.TooBusy;
import org.stellarticker.graphqlserver.query.BadRequest;
import org.stellarticker.graphqlserver.query.PersistedQueryNotSupported;
import org.stellarticker.graphqlserver.query.QueryEngine;
import org.stellarticker.graphqlserver.query.QueryRequest;

/**
 * {@code /graphql}, by POST and GET. As the former ticker did, it takes a body for JSON whatever it is called, but for
 * {@code application/graphql}, which is a query as it stands.
 */
final class GraphqlRoute implements Route {

    /** Several times what the most that a query may hold takes. */
    private static final int MOST_BYTES = 1 << 17;

    /** More at once would take more memory, and be no faster. */
    private static final FairTurns.Bounds BOUNDS = new FairTurns.Bounds(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4), 200, 100, Duration.ofSeconds(10));

    private final QueryEngine engine;
    private final FairTurns turns = new FairTurns(BOUNDS);
    private final Timer answered;
    private final Timer refused;

    GraphqlRoute(QueryEngine engine, MeterRegistry metrics) {
        this.engine = engine;
        this.answered = timer(metrics, "answered");
        this.refused = timer(metrics, "refused");
        Gauge.builder("ticker.graphql.waiting", turns, FairTurns::waiting)
                .description("GraphQL requests that wait for their client's turn")
                .register(metrics);
    }

    private static Timer timer(MeterRegistry metrics, String outcome) {
        return Timer.builder("ticker.graphql")
                .description("GraphQL requests")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    public Reply reply(Request request) throws ClientGone, InterruptedException {
        var sample = Timer.start();
        Reply reply = inTurn(request);
        sample.stop(reply.status() == 200 ? answered : refused);
        return reply;
    }

    /** Who waits for a turn has its body kept by nginx. */
    private Reply inTurn(Request request) throws ClientGone, InterruptedException {
        String client = ClientAddress.of(request);
        try {
            turns.begin(client);
        } catch (TooBusy refused) {
            return tooBusy(refused.reason());
        }
        try {
            return answer(request);
        } finally {
            turns.end(client);
        }
    }

    private static Reply tooBusy(TooBusy.Reason reason) {
        Reply reply = switch (reason) {
            case CLIENT -> refusal(429, "too many queries of your address at once; try again in some seconds");
            case ALL -> refusal(503, "too many queries of all clients at once; try again in some seconds");
        };
        return reply.with("Retry-After", "5").with("Connection", "close");
    }

    private Reply answer(Request request) throws ClientGone {
        try {
            return switch (request.getMethod()) {
                case "GET", "HEAD" -> Reply.of(engine.answer(ofParameters(request)));
                case "POST" -> post(request);
                default -> refusal(405, "expected GET or POST").with("Allow", "GET, HEAD, POST, OPTIONS");
            };
        } catch (PersistedQueryNotSupported byHash) {
            return Reply.of(QueryEngine.persistedQueryNotSupported());
        } catch (BadRequest bad) {
            return refusal(400, String.valueOf(bad.getMessage()));
        }
    }

    private Reply post(Request request) throws ClientGone, BadRequest, PersistedQueryNotSupported {
        Optional<byte[]> body = body(request);
        if (body.isEmpty()) {
            // What is left of the body is not read.
            return refusal(413, "expected a request of at most 128 KB").with("Connection", "close");
        }
        return Reply.of(engine.answer(
                mediaType(request).equals("application/graphql")
                        ? new QueryRequest(new String(body.get(), UTF_8), Map.of(), Optional.empty())
                        : QueryRequest.ofJson(body.get())));
    }

    private static String mediaType(Request request) {
        String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** Empty when it is too large. */
    private static Optional<byte[]> body(Request request) throws ClientGone {
        if (request.getLength() > MOST_BYTES) {
            return Optional.empty();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
        } catch (IOException brokenOff) {
            throw new ClientGone(brokenOff);
        }
    }

    private static QueryRequest ofParameters(Request request) throws BadRequest, PersistedQueryNotSupported {
        Fields given;
        try {
            given = Request.extractQueryParameters(request, UTF_8);
        } catch (RuntimeException unreadable) {
            throw new BadRequest("expected parameters in UTF-8, as forms send them");
        }
        return QueryRequest.ofParameters(
                given.stream().collect(toMap(Fields.Field::getName, Fields.Field::getValue, (first, again) -> first)));
    }

    private static Reply refusal(int status, String message) {
        return Reply.of(QueryEngine.refusal(status, message));
    }
}
