package org.stellarticker.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;

/** Sends the reply to one request, once: at the deadline, two may want to. */
final class ResponseSender {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final IntConsumer onStatus;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** @param onStatus is given the reply's status when it is sent, or when its stream begins */
    ResponseSender(Request request, Response response, Callback callback, IntConsumer onStatus) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.onStatus = onStatus;
    }

    /** Sends a whole reply, unless another was; does not wait until it is sent. */
    void send(Reply.Whole reply) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        boolean read = isRead();
        boolean known = read
                && reply.status() == HttpStatus.OK_200
                && reply.validators().areKnown(request.getHeaders());
        int status = known ? HttpStatus.NOT_MODIFIED_304 : reply.status();
        response.setStatus(status);
        var headers = response.getHeaders();
        reply.headers().forEach(headers::put);
        reply.validators().writeTo(headers);
        boolean empty = known || status == HttpStatus.NO_CONTENT_204;
        if (!empty) {
            headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
            headers.put(HttpHeader.CONTENT_LENGTH, reply.content().remaining());
        }
        response.write(
                true,
                empty ? ByteBuffer.allocate(0) : reply.content().slice(),
                Callback.from(callback, () -> onStatus.accept(status)));
    }

    private boolean isRead() {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Sends a streamed reply, unless another was; returns when it has ended. Content that is not written is abandoned. */
    void send(Reply.Streamed reply) throws IOException, ClientGone, InterruptedException {
        if (!begun.compareAndSet(false, true)) {
            reply.content().abandon();
            return;
        }
        response.setStatus(HttpStatus.OK_200);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
        reply.headers().forEach(headers::put);
        onStatus.accept(HttpStatus.OK_200);
        if (request.getMethod().equals("HEAD")) {
            reply.content().abandon();
        } else {
            var out = new StreamWriter(response);
            sendHeaders(reply, out);
            reply.content().writeTo(out);
        }
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** Sends the headers before the first piece is there. */
    private static void sendHeaders(Reply.Streamed reply, StreamWriter out) throws ClientGone {
        try {
            out.write(ByteBuffer.allocate(0));
        } catch (ClientGone gone) {
            reply.content().abandon();
            throw gone;
        }
    }

    /** Hands the connection over to a WebSocket; returns whether the request is a handshake of one. */
    boolean send(Reply.Upgraded reply, ServerWebSocketContainer container) {
        if (!begun.compareAndSet(false, true)) {
            return true;
        }
        WebSocketCreator creator = (handshake, accepted, failed) -> {
            reply.subprotocol().ifPresent(accepted::setAcceptedSubProtocol);
            return reply.endpoint();
        };
        boolean upgraded = container.upgrade(creator, request, response, callback);
        if (upgraded) {
            onStatus.accept(response.getStatus());
        } else {
            begun.set(false);
        }
        return upgraded;
    }

    /** Ends the request without a reply, or behind a part of it: its client is gone, or must not take it for whole. */
    void breakOff(Throwable cause) {
        begun.set(true);
        callback.failed(cause);
    }

    static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
