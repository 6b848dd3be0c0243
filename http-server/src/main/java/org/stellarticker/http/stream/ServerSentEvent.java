package org.stellarticker.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Writes server-sent events, as the HTML standard defines them. */
public final class ServerSentEvent {

    public static final String MEDIA_TYPE = "text/event-stream";

    private ServerSentEvent() {}

    /**
     * Returns an event with a position, from which a client goes on when it connects again.
     *
     * @param json without line breaks
     */
    public static ByteBuffer of(String position, String event, byte[] json) {
        byte[] head = ("id: " + position + "\nevent: " + event + "\ndata: ").getBytes(UTF_8);
        return ByteBuffer.allocate(head.length + json.length + 2)
                .put(head)
                .put(json)
                .put((byte) '\n')
                .put((byte) '\n')
                .flip();
    }

    /** Returns an event without a position, so that the client keeps its last one. */
    public static ByteBuffer of(String event, byte[] json) {
        return text("event: " + event + "\ndata: " + new String(json, UTF_8) + "\n\n");
    }

    /**
     * Returns a position alone. By the HTML standard, a client goes on from it, and hands nothing on to its program; some clients drop
     * an id without an event all the same.
     */
    public static ByteBuffer id(String position) {
        return text("id: " + position + "\n\n");
    }

    /** Returns the event of a position, which no client drops. */
    public static ByteBuffer position(String position) {
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
