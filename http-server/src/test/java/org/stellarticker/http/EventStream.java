package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A reader of server-sent events, as the HTML standard defines it. */
public final class EventStream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An event.
     *
     * @param id the last one that was sent, empty before the first
     */
    public record Event(String id, String type, JsonNode data) {}

    private final SocketChannel channel;
    private final BufferedReader lines;
    private final String status;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Event> positions = new LinkedBlockingQueue<>();
    private volatile String lastId = "";
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean ended;

    private EventStream(SocketChannel channel, BufferedReader lines) throws IOException {
        this.channel = channel;
        this.status = String.valueOf(lines.readLine());
        for (String header = lines.readLine(); header != null && !header.isEmpty(); header = lines.readLine()) {
            // HTTP/1.0: the content follows as it is.
        }
        this.lines = lines;
    }

    public static EventStream open(Path socket, String path, Map<String, String> headers) throws IOException {
        EventStream stream = openUnread(socket, path, headers);
        stream.read();
        return stream;
    }

    /** Opens a stream of which nothing but the head is read before {@link #read}. */
    public static EventStream openUnread(Path socket, String path, Map<String, String> headers) throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        var request = new StringBuilder("GET " + path + " HTTP/1.0\r\nHost: test\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        channel.write(ByteBuffer.wrap((request + "\r\n").getBytes(UTF_8)));
        return new EventStream(channel, new BufferedReader(Channels.newReader(channel, UTF_8)));
    }

    /** Begins to read, in a thread of its own. */
    public void read() {
        Thread.ofVirtual().start(this::readEvents);
    }

    private void readEvents() {
        try {
            String type = "message";
            var data = new StringBuilder();
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        (type.equals("position") ? positions : events)
                                .add(new Event(lastId, type, JSON.readTree(data.toString())));
                    }
                    type = "message";
                    data.setLength(0);
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            // The test, or the server, ended the stream.
        } finally {
            ended = true;
        }
    }

    public String status() {
        return status;
    }

    /** Returns the next event other than positions; fails when none comes in time. */
    public Event next() throws InterruptedException {
        return next(events);
    }

    /** Returns the next event that gives the position; fails when none comes in time. */
    public Event nextPosition() throws InterruptedException {
        return next(positions);
    }

    private Event next(LinkedBlockingQueue<Event> from) throws InterruptedException {
        Event event = from.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("expected an event, found none in 20 seconds; ended: " + ended);
        }
        return event;
    }

    /** Returns all events that came so far and wait, without positions. */
    public List<Event> all() {
        return List.copyOf(events);
    }

    /** Returns whether nothing comes for a while. */
    public boolean isQuiet(Duration time) throws InterruptedException {
        Event event = events.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
            events.add(event);
        }
        return event == null;
    }

    public String lastId() {
        return lastId;
    }

    public int comments() {
        return comments.get();
    }

    public boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
