package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.ClientGone;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestLimits;
import org.stellarticker.graphqlserver.http.Route;
import org.stellarticker.graphqlserver.http.Routes;
import org.stellarticker.graphqlserver.http.limit.FairTurns;
import org.stellarticker.graphqlserver.http.problem.RequestException;

/**
 * {@code /graphql}, by POST and GET. Like the legacy ticker, it reads a body as JSON whatever its media type says, except
 * for {@code application/graphql}, which is the query itself.
 */
public final class GraphqlRoutes {

    private static final String PATH = "/graphql";

    /** The largest query that passes the other limits takes a fraction of it. */
    private static final int BODY_BYTES = 1 << 17;

    private static final Duration LONGEST_RUN = Duration.ofSeconds(10);

    /** More queries at once would take more memory, and be no faster. */
    private static final FairTurns.Bounds BOUNDS = new FairTurns.Bounds(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4), 200, 100, Duration.ofSeconds(10));

    private final QueryEngine engine;
    private final RequestLimits limits =
            new RequestLimits(BODY_BYTES, LONGEST_RUN, Optional.of(new FairTurns("graphql", BOUNDS)));

    public GraphqlRoutes(QueryEngine engine) {
        this.engine = engine;
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, problem -> reply(QueryEngine.refusal(problem.status(), problem.detail())))
                .add(Route.get(PATH, this::get).within(limits))
                .add(Route.post(PATH, this::post).within(limits));
    }

    private Reply get(ApiRequest request) throws RequestException {
        return answer(request, () -> QueryRequest.ofParameters(firsts(request.query())));
    }

    private static Map<String, String> firsts(Map<String, List<String>> query) {
        return query.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, parameter -> parameter.getValue().getFirst()));
    }

    private Reply post(ApiRequest request) throws RequestException, ClientGone {
        byte[] body = request.body();
        return answer(
                request,
                () -> mediaType(request).equals("application/graphql")
                        ? new QueryRequest(new String(body, UTF_8), Map.of(), Optional.empty())
                        : QueryRequest.ofJson(body));
    }

    @FunctionalInterface
    private interface Reader {
        QueryRequest read() throws BadRequest, PersistedQueryNotSupported, RequestException;
    }

    private Reply answer(ApiRequest request, Reader reader) throws RequestException {
        try {
            return reply(engine.answer(reader.read(), request.deadline()));
        } catch (PersistedQueryNotSupported byHash) {
            return reply(QueryEngine.persistedQueryNotSupported());
        } catch (BadRequest bad) {
            throw new RequestException(400, String.valueOf(bad.getMessage()));
        }
    }

    private static Reply.Whole reply(Answer answer) {
        return Reply.json(answer.status(), answer.json());
    }

    private static String mediaType(ApiRequest request) {
        String type = request.header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
