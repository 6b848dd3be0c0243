package org.stellarticker.graphqlserver.rest;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.stellarticker.graphqlserver.parameters.StreamParameters;
import org.stellarticker.graphqlserver.stream.SharedChange;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.StreamSession;
import org.stellarticker.graphqlserver.stream.Subscriber;
import org.stellarticker.graphqlserver.stream.TooManySelections;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.StreamWriter;
import org.stellarticker.http.limit.Backlog;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.http.stream.StreamBuffer;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamPosition;

/** {@code /api/v1/stream}: what changes, as server-sent events. */
final class StreamRoute {

    /** Clients that begin, not those that listen. All may come back at once when the program was restarted. */
    static final RequestLimits LIMITS = new RequestLimits(
            0,
            Duration.ofSeconds(30),
            Optional.of(new FairTurns("stream", new FairTurns.Bounds(4, 20_000, 20_000, Duration.ofSeconds(30)))));

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /**
     * Bytes that may wait: minutes of one market, or a second of all. The most is more than all that is offered at once, such
     * as a large ledger or all markets; clients share these bytes.
     */
    private static final Backlog.Bounds BACKLOG = new Backlog.Bounds(1 << 18, 1 << 24, Duration.ofSeconds(30));

    private static final StreamBuffer.Limits BUFFER = new StreamBuffer.Limits(
            BACKLOG,
            Duration.ofSeconds(15),
            ServerSentEvent.heartbeat(),
            notice("overflow", "the client was too slow; connect again with Last-Event-ID to go on"));

    private static final ByteBuffer RESET = notice(
            "reset", "the position is no longer kept; the newest states follow, and all that changes from now on");

    /** The clients of a program that was restarted come back over two seconds. */
    private static final int RETRY_MILLIS = 1000;

    private final StreamHub hub;

    StreamRoute(StreamHub hub) {
        this.hub = hub;
    }

    private static ByteBuffer notice(String event, String detail) {
        return ServerSentEvent.of(event, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("detail", detail);
            json.writeEndObject();
        }));
    }

    Reply reply(ApiRequest request) throws RequestException, InterruptedException {
        Optional<StreamPosition> lastEvent = lastEvent(request);
        StreamParameters asked = request.read(StreamParameters::ofTopics);
        StreamSession session = open(request.client(), asked.selection(), lastEvent.or(asked::after));
        return new Reply.Streamed(ServerSentEvent.MEDIA_TYPE, out -> write(session, asked.selection(), out));
    }

    private StreamSession open(String client, Selection selection, Optional<StreamPosition> after)
            throws RequestException, InterruptedException {
        try {
            return StreamSession.open(hub, client, selection, after);
        } catch (TooManySelections refused) {
            throw new RequestException(429, refused.message());
        }
    }

    private static Optional<StreamPosition> lastEvent(ApiRequest request) throws RequestException {
        Optional<String> given = request.header(LAST_EVENT_ID).filter(text -> !text.isEmpty());
        Optional<StreamPosition> position = given.flatMap(StreamPosition::parse);
        if (given.isPresent() && position.isEmpty()) {
            throw new RequestException(
                    Problem.of(List.of(new Fault(LAST_EVENT_ID, given.get(), StreamParameters.POSITION))));
        }
        return position;
    }

    private static void write(StreamSession session, Selection selection, StreamWriter out)
            throws ClientGone, InterruptedException {
        var buffer = new Client(selection.direction());
        out.write(
                ServerSentEvent.retry(RETRY_MILLIS + ThreadLocalRandom.current().nextInt(2 * RETRY_MILLIS)));
        if (session.isReset()) {
            out.write(RESET);
        }
        Runnable end = session.begin(
                change -> out.write(new SharedChange(change).event(Orientation.STORED, StreamJson::of)), buffer);
        try {
            // The client's position until the first event.
            out.write(ServerSentEvent.position(session.position().toString()));
            buffer.stream.writeTo(out);
        } finally {
            end.run();
        }
    }

    /** The buffer of one client. */
    private static final class Client implements Subscriber {

        private final Orientation direction;
        private final StreamBuffer stream = new StreamBuffer(BUFFER, () -> {});

        Client(Orientation direction) {
            this.direction = direction;
        }

        @Override
        public boolean offer(SharedChange change) {
            return stream.offer(change.event(direction, StreamJson::of));
        }

        @Override
        public boolean reached(StreamPosition position) {
            return stream.offer(ServerSentEvent.position(position.toString()));
        }

        @Override
        public void overflow() {
            stream.overflow();
        }
    }
}
