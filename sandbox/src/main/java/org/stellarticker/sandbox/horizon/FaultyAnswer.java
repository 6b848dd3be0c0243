package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.FaultyRecord;
import org.stellarticker.sandbox.fault.FaultyRoot;

/** Sends an answer with an injected fault. */
final class FaultyAnswer {

    private static final String HAL = "application/hal+json; charset=utf-8";

    /** An address where no server listens. */
    private static final String ANOTHER_HOST = "http://127.0.0.2:1";

    private static final int PIECES = 20;
    private static final long PAUSE_MILLIS = 100;

    private final FaultKind kind;
    private final Request request;
    private final Response response;

    FaultyAnswer(FaultKind kind, Request request, Response response) {
        this.kind = kind;
        this.request = request;
        this.response = response;
    }

    /**
     * Sends the fault if it replaces the answer.
     *
     * @return whether it did; the answer has no content of its own then
     */
    boolean replaceAnswer() throws IOException {
        switch (kind) {
            case RATE_LIMITED, RATE_LIMITED_BARE -> {
                if (kind == FaultKind.RATE_LIMITED) {
                    response.getHeaders().put("Retry-After", "1");
                }
                send(
                        429,
                        "application/problem+json; charset=utf-8",
                        "{\"type\":\"https://stellar.org/horizon-errors/rate_limit_exceeded\","
                                + "\"title\":\"Rate Limit Exceeded\",\"status\":429}");
            }
            case ERROR_HTML ->
                send(502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
            case ERROR_TEXT -> send(503, "text/plain; charset=utf-8", "upstream connect error or disconnect/reset\n");
            case STALE_HISTORY ->
                send(
                        503,
                        "application/problem+json; charset=utf-8",
                        "{\"type\":\"https://stellar.org/horizon-errors/stale_history\","
                                + "\"title\":\"Historical DB Is Too Stale\",\"status\":503}");
            case EMPTY -> send(200, HAL, "");
            case REDIRECT -> {
                response.getHeaders()
                        .put(
                                HttpHeader.LOCATION,
                                ANOTHER_HOST + request.getHttpURI().getPathQuery());
                send(302, "text/html", "<a href=\"" + ANOTHER_HOST + "\">Found</a>");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns the list as far as the fault lets it be seen. */
    Listing listing(Listing listing) {
        if (kind != FaultKind.SHORT_PAGE) {
            return listing;
        }
        return (view, page, sink) -> {
            int most = Math.max(1, page.limit() / 2);
            var sent = new AtomicInteger();
            listing.list(
                    view,
                    page,
                    (pagingToken, record) -> sink.record(pagingToken, record) && sent.incrementAndGet() < most);
        };
    }

    private void send(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
    }

    /**
     * Sends the answer with the fault in it.
     *
     * @throws IOException to close the connection
     */
    void send(byte[] json) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, HAL);
        switch (kind) {
            case TRUNCATED -> whole(half(json));
            case CUT_LENGTH -> {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
                closeAfter(half(json));
            }
            case CUT_CHUNKS -> closeAfter(half(json));
            case TRICKLE -> trickle(json);
            case IDLE_CLOSED -> {
                whole(ByteBuffer.wrap(json));
                connection().setIdleTimeout(1);
            }
            case JUST_BEGUN, NEWEST_AHEAD, NEWEST_BEHIND, OTHER_NETWORK, HISTORY_MOVED ->
                whole(bytes(FaultyRoot.of(kind, text(json))));
            default -> whole(bytes(FaultyRecord.of(kind, text(json))));
        }
    }

    private EndPoint connection() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    private static ByteBuffer half(byte[] json) {
        return ByteBuffer.wrap(json, 0, json.length / 2);
    }

    private void whole(ByteBuffer body) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        Content.Sink.write(response, true, body);
    }

    private void closeAfter(ByteBuffer part) throws IOException {
        Content.Sink.write(response, false, part);
        throw new IOException("connection closed by an injected fault");
    }

    private void trickle(byte[] json) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        int size = Math.max(1, json.length / PIECES);
        for (int sent = 0; sent < json.length; sent += size) {
            Content.Sink.write(response, false, ByteBuffer.wrap(json, sent, Math.min(size, json.length - sent)));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String json) {
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
