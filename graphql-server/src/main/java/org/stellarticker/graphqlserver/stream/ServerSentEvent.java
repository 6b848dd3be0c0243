package org.stellarticker.graphqlserver.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.stellarticker.marketdata.stream.StreamChange;
import org.stellarticker.marketdata.stream.StreamPosition;

/** Writes server-sent events, as the HTML standard defines them. */
public final class ServerSentEvent {

    public static final String MEDIA_TYPE = "text/event-stream";

    private ServerSentEvent() {}

    static ByteBuffer of(StreamChange change, SharedChange.EventForm form) {
        String event = switch (change) {
            case StreamChange.StoredTrade _ -> "trade";
            case StreamChange.Corrected _ -> "correction";
            case StreamChange.MarketState _ -> "market";
            case StreamChange.CandleState _ -> "candle";
        };
        byte[] head = ("id: " + change.position() + "\nevent: " + event + "\ndata: ").getBytes(UTF_8);
        byte[] data = form.json(change);
        return ByteBuffer.allocate(head.length + data.length + 2)
                .put(head)
                .put(data)
                .put((byte) '\n')
                .put((byte) '\n')
                .flip();
    }

    /** Returns an event without a position, so that the client keeps its last one. */
    public static ByteBuffer of(String event, byte[] json) {
        return text("event: " + event + "\ndata: " + new String(json, UTF_8) + "\n\n");
    }

    /** Returns the event of a position. Clients drop an id without an event. */
    public static ByteBuffer of(StreamPosition position) {
        return text("id: " + position + "\nevent: position\ndata: {\"position\":\"" + position + "\"}\n\n");
    }

    /** Returns what says how long the client waits before it connects again. */
    public static ByteBuffer retry(long millis) {
        return text("retry: " + millis + "\n\n");
    }

    /** Returns a whole stream, after which clients connect again in two seconds. */
    public static ByteBuffer refusal(String why) {
        return text("retry: 2000\n: " + why + "\n\n");
    }

    /** Returns what a client passes over, but a person or a program may read. */
    public static ByteBuffer comment(String text) {
        return text(": " + text + "\n\n");
    }

    /** Returns what a client passes over; it keeps a quiet connection open. */
    public static ByteBuffer heartbeat() {
        return text(":\n\n");
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
