package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.problem.RequestException;

/**
 * {@code /graphql}, by POST, GET and WebSocket, and {@code /graphql/stream} as server-sent events. Like the legacy ticker, it reads a body as JSON whatever its media type says, except
 * for {@code application/graphql}, which is the query itself.
 */
public final class GraphqlRoutes {

    private static final String PATH = "/graphql";

    /** The largest query that passes the other limits takes a fraction of it. */
    private static final int BODY_BYTES = 1 << 17;

    /** More queries at once would take more memory, and be no faster. */
    private static final FairTurns.Bounds BOUNDS = new FairTurns.Bounds(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4), 200, 100, Duration.ofSeconds(10));

    private static final String STREAM = PATH + "/stream";

    /** A page rarely needs more than two or three at once. */
    private static final int MOST_IN_BATCH = 10;

    private final QueryEngine engine;
    private final StreamHub streams;
    private final PersistedQueries persisted = new PersistedQueries();
    private final FairTurns turns = new FairTurns("graphql", BOUNDS);
    private final OperationLimits ofOperations;
    private final RequestLimits limits;
    /** The operation of a stream takes its turn when it begins. */
    private final RequestLimits ofStreams;

    public GraphqlRoutes(QueryEngine engine, StreamHub streams) {
        this(engine, streams, OperationLimits.USUAL);
    }

    GraphqlRoutes(QueryEngine engine, StreamHub streams, OperationLimits ofOperations) {
        this.engine = engine;
        this.ofOperations = ofOperations;
        this.limits = new RequestLimits(BODY_BYTES, ofOperations.longestRun(), Optional.of(turns));
        this.ofStreams = new RequestLimits(BODY_BYTES, ofOperations.longestRun(), Optional.empty());
        this.streams = streams;
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, problem -> reply(QueryEngine.refusal(problem.status(), problem.detail())))
                .add(Route.get(PATH, this::get).within(limits))
                .add(Route.post(PATH, this::post).within(limits))
                .add(Route.get(STREAM, this::getStream).within(ofStreams))
                .add(Route.post(STREAM, this::postStream).within(ofStreams));
    }

    private Reply get(ApiRequest request) throws RequestException {
        if (request.isWebSocket()) {
            return upgraded(request);
        }
        return answer(request, () -> QueryRequest.ofParameters(firsts(request.query()), persisted));
    }

    private Reply upgraded(ApiRequest request) throws RequestException {
        List<String> offered = request.webSocketProtocols();
        if (!offered.contains(TransportSocket.PROTOCOL)) {
            throw new RequestException(
                    400,
                    "Sec-WebSocket-Protocol: expected " + TransportSocket.PROTOCOL + ", found "
                            + (offered.isEmpty() ? "none" : String.join(", ", offered)));
        }
        return new Reply.Upgraded(
                Optional.of(TransportSocket.PROTOCOL),
                new TransportSocket(runner(request), ofOperations.longestSend()));
    }

    private OperationRunner runner(ApiRequest request) {
        return new OperationRunner(engine, streams, persisted, turns, request.client(), ofOperations);
    }

    private Reply getStream(ApiRequest request) throws RequestException {
        return stream(request, () -> QueryRequest.ofParameters(firsts(request.query()), persisted));
    }

    private Reply postStream(ApiRequest request) throws RequestException, ClientGone {
        byte[] body = request.body();
        return stream(request, () -> QueryRequest.ofJson(body, persisted));
    }

    private Reply stream(ApiRequest request, Reader reader) throws RequestException {
        try {
            return EventReply.of(reader.read(), runner(request));
        } catch (PersistedQueryNotFound byHash) {
            return reply(QueryEngine.persistedQueryNotFound());
        } catch (BadRequest bad) {
            throw new RequestException(400, String.valueOf(bad.getMessage()));
        }
    }

    private static Map<String, String> firsts(Map<String, List<String>> query) {
        return query.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, parameter -> parameter.getValue().getFirst()));
    }

    private Reply post(ApiRequest request) throws RequestException, ClientGone {
        byte[] body = request.body();
        if (JsonObject.isList(body) && !mediaType(request).equals("application/graphql")) {
            return batch(request, body);
        }
        return answer(
                request,
                () -> mediaType(request).equals("application/graphql")
                        ? new QueryRequest(new String(body, UTF_8), Map.of(), Optional.empty())
                        : QueryRequest.ofJson(body, persisted));
    }

    /** Answers the requests of a batch one after the other, within the time of one. */
    private Reply batch(ApiRequest request, byte[] body) throws RequestException {
        try {
            var requests = JsonObject.list(body, MOST_IN_BATCH);
            if (requests.isEmpty()) {
                return reply(QueryEngine.batchTooLarge(MOST_IN_BATCH));
            }
            var answers = new ArrayList<Answer>();
            for (var members : requests.get()) {
                answers.add(answerOf(request, () -> QueryRequest.ofMembers(members, persisted)));
            }
            return reply(QueryEngine.batch(answers));
        } catch (BadRequest bad) {
            throw new RequestException(400, String.valueOf(bad.getMessage()));
        }
    }

    @FunctionalInterface
    private interface Reader {
        QueryRequest read() throws BadRequest, PersistedQueryNotFound, RequestException;
    }

    private Reply answer(ApiRequest request, Reader reader) throws RequestException {
        try {
            return reply(answerOf(request, reader));
        } catch (BadRequest bad) {
            throw new RequestException(400, String.valueOf(bad.getMessage()));
        }
    }

    private Answer answerOf(ApiRequest request, Reader reader) throws BadRequest, RequestException {
        try {
            return engine.answer(reader.read(), request.deadline());
        } catch (PersistedQueryNotFound byHash) {
            return QueryEngine.persistedQueryNotFound();
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
