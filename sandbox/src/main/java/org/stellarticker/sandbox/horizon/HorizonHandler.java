package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.Media;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.horizon.request.RateLimit;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.TomlFile;

/** Connects HTTP with the endpoints: finds the route and the media type, and sends the answer. */
final class HorizonHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(HorizonHandler.class);

    private static final HttpField NO_STORE = new HttpField(HttpHeader.CACHE_CONTROL, "no-cache, no-store, max-age=0");
    private static final HttpField VARY = new HttpField(HttpHeader.VARY, "Origin");
    private static final HttpField INLINE = new HttpField("Content-Disposition", "inline");
    private static final HttpField HAL = new HttpField(HttpHeader.CONTENT_TYPE, "application/hal+json; charset=utf-8");
    private static final HttpField PROBLEM =
            new HttpField(HttpHeader.CONTENT_TYPE, "application/problem+json; charset=utf-8");

    /** Lets a client distinguish the end of an answer from a broken connection, also when the connection closes. */
    private static final HttpField CHUNKED = new HttpField(HttpHeader.TRANSFER_ENCODING, "chunked");

    /** Go's server sends shorter answers with a length and chunks longer ones. */
    private static final int LENGTH_KNOWN_BELOW = 2048;

    private static final String RETRY_AFTER = "Retry-After";

    private final Journal journal;
    private final Faults faults;
    private final Optional<RateLimit> limit;
    private final StreamTiming timing;
    private final List<Route> routes;

    HorizonHandler(Journal journal, NetworkState state, Faults faults, Optional<RateLimit> limit, StreamTiming timing) {
        this.journal = journal;
        this.faults = faults;
        this.limit = limit;
        this.timing = timing;
        this.routes = new Endpoints(journal, state, faults).routes();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().add(NO_STORE).add(VARY);
        // A client that reads slowly is not idle: it has the time that any answer has.
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        long idleTimeout = connection.getIdleTimeout();
        connection.setIdleTimeout(
                Math.max(idleTimeout, timing.connectionTimeout().toMillis()));
        try {
            answerOrExplain(request, response);
            // Shorter when the fault is an early close of the connection.
            connection.setIdleTimeout(Math.min(idleTimeout, connection.getIdleTimeout()));
            callback.succeeded();
        } catch (IOException | InterruptedException broken) {
            // The client went away or the sandbox ends: there is no reader for an error.
            callback.failed(broken);
        }
        return true;
    }

    private void answerOrExplain(Request request, Response response) throws IOException, InterruptedException {
        try {
            answer(request, response);
        } catch (Problem problem) {
            send(problem, response);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("request", request.getHttpURI())
                    .setCause(fault)
                    .log("request failed");
            if (response.isCommitted()) {
                throw new IOException("connection closed after a failure", fault);
            }
            send(Problem.serverError(), response);
        }
    }

    private void answer(Request request, Response response) throws IOException, InterruptedException {
        List<String> path = Route.split(Request.getPathInContext(request));
        for (Route route : routes) {
            Optional<List<String>> captured = route.match(path);
            if (captured.isPresent()) {
                answer(route, captured.get(), request, response);
                return;
            }
        }
        throw Problem.notFound();
    }

    private void answer(Route route, List<String> captured, Request request, Response response)
            throws IOException, InterruptedException {
        if (!request.getMethod().equals("GET")) {
            response.setStatus(405);
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
            return;
        }
        Media media =
                Media.accepted(header(request, HttpHeader.ACCEPT).orElse("")).orElseThrow(Problem::notAcceptable);
        var visit = visit(request, captured, journal.view());
        if (route.kind() == Route.Kind.STATE && media == Media.JSON) {
            response.getHeaders().add("Latest-Ledger", visit.view().latest());
        }
        if (media == Media.JSON) {
            chargeRateLimit(request, response);
        }
        var requestFaults = RequestFaults.of(faults, request);
        Answer answer = route.endpoint().answer(visit).with(requestFaults::listing, media);
        Optional<FaultyAnswer> faulty =
                requestFaults.draw(answer, media).map(kind -> new FaultyAnswer(kind, request, response));
        if (faulty.isEmpty()) {
            send(answer, visit, media, request, response);
        } else if (!faulty.get().replaceAnswer()) {
            faulty.get().send(json(answer.with(faulty.get()::listing, media), visit));
        }
    }

    /** Charges the rate limit; streams are charged ledger by ledger. */
    private void chargeRateLimit(Request request, Response response) {
        if (limit.isEmpty() || RequestFaults.isToBeTrue(request) || !isLimited(Request.getPathInContext(request))) {
            return;
        }
        RateLimit.Decision decision = limit.get().take(Request.getRemoteAddr(request));
        response.getHeaders()
                .put("X-Ratelimit-Limit", RateLimit.CAPACITY)
                .put("X-Ratelimit-Remaining", decision.remaining())
                .put("X-Ratelimit-Reset", decision.resetSeconds());
        if (!decision.allowed()) {
            response.getHeaders().put(RETRY_AFTER, limit.get().retryAfterSeconds());
            throw Problem.rateLimitExceeded();
        }
    }

    /** The hosts of stellar.toml files have no rate limit. */
    private static boolean isLimited(String path) {
        return !path.equals(Endpoints.FAULTS) && !path.startsWith("/.well-known/");
    }

    private EventStream.Charge charge(Request request) {
        if (limit.isEmpty() || RequestFaults.isToBeTrue(request)) {
            return () -> {};
        }
        String address = Request.getRemoteAddr(request);
        return () -> {
            if (!limit.get().take(address).allowed()) {
                throw Problem.rateLimitExceeded();
            }
        };
    }

    private static byte[] json(Answer answer, Visit visit) {
        List<ByteBuffer> parts = switch (answer) {
            case Answer.Streamed(PageQuery page, Listing listing, int recordBytes) ->
                Page.render(visit.query(), page, visit.view(), listing, recordBytes);
            case Answer.Paged(PageQuery page, Listing listing, int recordBytes) ->
                Page.render(visit.query(), page, visit.view(), listing, recordBytes);
            case Answer.Watched(JsonWriter.Body body) -> List.of(json(body));
            case Answer.One(JsonWriter.Body body) -> List.of(json(body));
            case Answer.Toml(TomlFile file) ->
                List.of(ByteBuffer.wrap(file.text().getBytes(StandardCharsets.UTF_8)));
        };
        var whole = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(whole::put);
        return whole.array();
    }

    private static Visit visit(Request request, List<String> captured, JournalView view) {
        String host = header(request, HttpHeader.HOST).orElse("localhost");
        String rawQuery = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        var query = Query.of("http://" + host, Request.getPathInContext(request), rawQuery);
        String name = host.replaceFirst(":[0-9]*$", "");
        Optional<String> lastEventId =
                Optional.ofNullable(request.getHeaders().get("Last-Event-ID")).filter(id -> !id.isEmpty());
        return new Visit(query, name, lastEventId, captured, view);
    }

    private static Optional<String> header(Request request, HttpHeader name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    private void send(Answer answer, Visit visit, Media media, Request request, Response response)
            throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Streamed(PageQuery page, Listing listing, int recordBytes) -> {
                if (media == Media.EVENT_STREAM) {
                    stream(request, response, RequestFaults.of(faults, request).events()).stream(
                            visit.view(), page, listing);
                } else {
                    sendJson(Page.render(visit.query(), page, visit.view(), listing, recordBytes), response);
                }
            }
            case Answer.Watched(JsonWriter.Body body) -> {
                if (media == Media.EVENT_STREAM) {
                    stream(request, response, FaultyEvents.none()).watch(visit.view(), body);
                } else {
                    sendJson(body, response);
                }
            }
            case Answer.Paged(PageQuery page, Listing listing, int recordBytes) -> {
                requireJson(media);
                sendJson(Page.render(visit.query(), page, visit.view(), listing, recordBytes), response);
            }
            case Answer.One(JsonWriter.Body body) -> {
                requireJson(media);
                sendJson(body, response);
            }
            case Answer.Toml(TomlFile(String contentType, String text)) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType + "; charset=utf-8");
                response.getHeaders().put("Access-Control-Allow-Origin", "*");
                Content.Sink.write(response, true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void requireJson(Media media) {
        if (media != Media.JSON) {
            throw Problem.notAcceptable();
        }
    }

    private EventStream stream(Request request, Response response, FaultyEvents events) {
        return new EventStream(
                journal,
                bytes -> {
                    if (!response.isCommitted()) {
                        HttpFields.Mutable headers = response.getHeaders();
                        headers.put("Access-Control-Allow-Origin", "*");
                        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
                        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
                        headers.put(CHUNKED);
                    }
                    Content.Sink.write(response, false, bytes);
                },
                events,
                charge(request),
                timing);
    }

    private static void sendJson(JsonWriter.Body body, Response response) throws IOException {
        sendJson(List.of(json(body)), response);
    }

    private static ByteBuffer json(JsonWriter.Body body) {
        var json = new JsonWriter(JsonWriter.Layout.INDENTED, 1 << 13);
        body.write(json);
        return json.written();
    }

    private static void sendJson(List<ByteBuffer> parts, Response response) throws IOException {
        response.getHeaders().add(INLINE).add(HAL);
        int length = parts.stream().mapToInt(ByteBuffer::remaining).sum();
        if (length < LENGTH_KNOWN_BELOW) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        } else {
            response.getHeaders().put(CHUNKED);
        }
        for (ByteBuffer part : parts) {
            Content.Sink.write(response, false, part);
        }
    }

    private static void send(Problem problem, Response response) throws IOException {
        response.setStatus(problem.status());
        response.getHeaders().put(PROBLEM);
        Content.Sink.write(response, true, problem.body());
    }
}
