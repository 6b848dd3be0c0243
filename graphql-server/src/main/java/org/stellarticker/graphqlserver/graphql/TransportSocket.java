package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.ExecutionResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.stellarticker.graphqlserver.graphql.stream.OperationEnd;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.stream.StreamPosition;

/**
 * One connection of the protocol graphql-transport-ws. Each operation has a virtual thread. A slow client slows only its own
 * operations down; one that takes nothing is disconnected.
 */
public final class TransportSocket implements Session.Listener.AutoDemanding {

    /** The name of the subprotocol. */
    static final String PROTOCOL = "graphql-transport-ws";

    private static final int MOST_OPERATIONS = 100;
    private static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    private static final int INVALID_MESSAGE = 4400;
    private static final int UNAUTHORIZED = 4401;
    private static final int INIT_TIMED_OUT = 4408;
    private static final int SUBSCRIBER_EXISTS = 4409;
    private static final int TOO_MANY_INITS = 4429;

    private final OperationRunner runner;
    private final Duration longestSend;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Session session;
    private volatile boolean acknowledged;

    /** @param longestSend after which the connection is closed when its client does not take a message */
    TransportSocket(OperationRunner runner, Duration longestSend) {
        this.runner = runner;
        this.longestSend = longestSend;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.setIdleTimeout(IDLE_TIMEOUT);
        opened.setMaxTextMessageSize(OperationRunner.MOST_BYTES);
        Thread.ofVirtual().start(this::beat);
    }

    /** Closes a connection that does not begin, and keeps a quiet one open. */
    private void beat() {
        try {
            if (isClosedWithin(INIT_TIMEOUT)) {
                return;
            }
            if (!acknowledged) {
                close(INIT_TIMED_OUT, "Connection initialisation timeout");
                return;
            }
            do {
                opened().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            } while (!isClosedWithin(SILENCE));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Session opened() {
        if (session == null) {
            throw new IllegalStateException("the connection is not open");
        }
        return session;
    }

    @Override
    public void onWebSocketText(String text) {
        try {
            Map<String, @Nullable Object> message = JsonObject.read(text.getBytes(UTF_8), "the message");
            receive(message);
        } catch (BadRequest invalid) {
            close(INVALID_MESSAGE, "Invalid message received: " + invalid.getMessage());
        } catch (ClientGone gone) {
            close(INVALID_MESSAGE, "gone");
        }
    }

    private void receive(Map<String, @Nullable Object> message) throws BadRequest, ClientGone {
        String type = message.get("type") instanceof String found ? found : "";
        switch (type) {
            case "connection_init" -> acknowledge();
            case "ping" -> send("pong");
            case "pong" -> {
                // The connection is alive.
            }
            case "subscribe" -> subscribe(id(message), message.get("payload"));
            case "complete" -> end(id(message));
            default -> throw new BadRequest("\"type\": expected a message of graphql-transport-ws");
        }
    }

    private static String id(Map<String, @Nullable Object> message) throws BadRequest {
        if (message.get("id") instanceof String id && !id.isEmpty()) {
            return id;
        }
        throw new BadRequest("\"id\": expected a text");
    }

    private void acknowledge() throws ClientGone {
        if (acknowledged) {
            close(TOO_MANY_INITS, "Too many initialisation requests");
            return;
        }
        acknowledged = true;
        send("connection_ack");
    }

    private void subscribe(String id, @Nullable Object payload) throws BadRequest {
        if (!acknowledged) {
            close(UNAUTHORIZED, "Unauthorized");
            return;
        }
        if (!(payload instanceof Map<?, ?> request)) {
            throw new BadRequest("\"payload\": expected a JSON object");
        }
        if (operations.size() >= MOST_OPERATIONS) {
            throw new BadRequest("expected at most " + MOST_OPERATIONS + " operations at once");
        }
        var operation = new Operation(id);
        if (operations.putIfAbsent(id, operation) != null) {
            close(SUBSCRIBER_EXISTS, "Subscriber for " + id + " already exists");
            return;
        }
        Thread.ofVirtual().start(() -> operation.run(request));
    }

    private void end(String id) {
        Operation operation = operations.remove(id);
        if (operation != null) {
            operation.end.reach();
        }
    }

    /** An operation of the client. Once it has ended, another one may have its id. */
    private final class Operation implements OperationRunner.Client {

        private final String id;
        private final OperationEnd end = new OperationEnd();

        Operation(String id) {
            this.id = id;
        }

        void run(Map<?, ?> request) {
            try {
                runner.run(request, this, end);
                finish("complete", new byte[0]);
            } catch (ClientGone | InterruptedException ended) {
                operations.remove(id, this);
            }
        }

        @Override
        public void next(ExecutionResult answer) throws ClientGone {
            if (!end.isReached()) {
                send("next", id, OperationRunner.json(answer));
            }
        }

        @Override
        public void heartbeat() {
            // The connection has its own.
        }

        @Override
        public void position(StreamPosition position) throws ClientGone {
            if (!end.isReached()) {
                send(Json.write(json -> {
                    json.writeStartObject();
                    json.writeStringField("type", "ping");
                    json.writeObjectFieldStart("payload");
                    json.writeStringField("id", id);
                    json.writeStringField("position", position.toString());
                    json.writeEndObject();
                    json.writeEndObject();
                }));
            }
        }

        @Override
        public void refuse(byte[] errors) throws ClientGone {
            finish("error", errors);
        }

        /** Sends the last message, unless the operation has ended already. */
        private void finish(String type, byte[] payload) throws ClientGone {
            if (operations.remove(id, this)) {
                send(type, id, payload);
            }
        }
    }

    private void send(String type) throws ClientGone {
        send(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeEndObject();
        }));
    }

    /** @param payload JSON; empty for none */
    private void send(String type, String id, byte[] payload) throws ClientGone {
        send(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("type", type);
            if (payload.length > 0) {
                json.writeFieldName("payload");
                json.writeRawValue(new String(payload, UTF_8));
            }
            json.writeEndObject();
        }));
    }

    private void send(byte[] message) throws ClientGone {
        sending.lock();
        try {
            var sent = new Callback.Completable();
            opened().sendText(new String(message, UTF_8), sent);
            sent.orTimeout(longestSend.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException notSent) {
            // A client that sends but does not read is never idle.
            opened().disconnect();
            throw new ClientGone(new IOException(notSent));
        } finally {
            sending.unlock();
        }
    }

    private void close(int status, String reason) {
        opened().close(status, reason, Callback.NOOP);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // The client went away; the connection is closed next.
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback done) {
        closed.countDown();
        operations.values().forEach(operation -> operation.end.reach());
        operations.clear();
        done.succeed();
    }
}
