package org.stellarticker.exchangeengine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.codec.ValueCodec;
import org.stellarticker.exchange.link.Frame;
import org.stellarticker.exchange.link.FrameReader;

/** A client's connection: what it asks, what it follows, and what is still to be sent to it. */
final class Connection implements AutoCloseable {

    /** A client that lets more than this wait is cut off; it resumes where it was. */
    private static final int MOST_UNSENT = 1 << 24;

    private static final int FIRST_CAPACITY = 1 << 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final EventRing events;
    private final FrameReader frames = new FrameReader(Frame.LONGEST_QUESTION);
    /** For each question that follows events, the number of the last one it was sent. */
    private final Map<Long, long[]> followers = new LinkedHashMap<>();

    private ByteBuffer unsent = ByteBuffer.allocateDirect(FIRST_CAPACITY);

    /** Why the connection ends; empty while it does not. */
    private String reason = "";

    Connection(SocketChannel channel, SelectionKey key, EventRing events) {
        this.channel = channel;
        this.key = key;
        this.events = events;
    }

    /** What may fail because of the client or its connection. */
    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }

    /** Does something with the connection, unless that failed before. A failure ends the connection, not the engine. */
    void attempt(Attempt attempt) {
        if (!isBroken()) {
            try {
                attempt.run();
            } catch (IOException failed) {
                reason = String.valueOf(failed.getMessage());
            }
        }
    }

    boolean isBroken() {
        return !reason.isEmpty();
    }

    String reason() {
        return reason;
    }

    /** @return false at the connection's end */
    boolean read() throws IOException {
        return frames.readFrom(channel);
    }

    @Nullable
    ByteBuffer next() throws IOException {
        return frames.next();
    }

    /** Adds an answer, behind all events that it includes. */
    void answer(long question, Consumer<ByteBuffer> content, int most) throws IOException {
        addEvents();
        frame(Frame.ANSWER, question, content, most);
    }

    void fault(long question, String text) throws IOException {
        frame(Frame.FAULT, question, out -> ValueCodec.write(text, out), Frame.LONGEST_QUESTION);
    }

    /** @param last the number of the last event that the follower has, or -1 for one that begins now */
    void follow(long question, long last) throws IOException {
        long begin = last < 0 ? events.newest() : last;
        followers.put(question, new long[] {begin});
        if (last < 0) {
            number(Frame.FOLLOWING, question, begin);
        }
        addEvents();
    }

    void unfollow(long question) {
        followers.remove(question);
    }

    /** Adds the events that the followers have not been sent yet. */
    void addEvents() throws IOException {
        for (Map.Entry<Long, long[]> follower : followers.entrySet()) {
            long[] last = follower.getValue();
            if (!events.hasAllAfter(last[0])) {
                last[0] = events.newest();
                number(Frame.RESET, follower.getKey(), last[0]);
            }
            while (last[0] < events.newest()) {
                last[0]++;
                ByteBuffer bytes = events.bytes(last[0]);
                reserve(Frame.LENGTH + Frame.HEADER + bytes.remaining());
                unsent.putInt(Frame.HEADER + bytes.remaining()).put(Frame.EVENT).putLong(follower.getKey());
                unsent.put(bytes);
            }
        }
    }

    private void number(byte kind, long question, long number) throws IOException {
        frame(kind, question, out -> out.putLong(number), Long.BYTES);
    }

    private void frame(byte kind, long question, Consumer<ByteBuffer> content, int most) throws IOException {
        reserve(Frame.LENGTH + Frame.HEADER + most);
        int start = unsent.position();
        unsent.putInt(0).put(kind).putLong(question);
        content.accept(unsent);
        unsent.putInt(start, unsent.position() - start - Frame.LENGTH);
    }

    private void reserve(int more) throws IOException {
        if (unsent.remaining() >= more) {
            return;
        }
        send();
        if (unsent.remaining() < more) {
            if (unsent.position() + more > MOST_UNSENT) {
                throw new IOException("the client is too slow: more than " + MOST_UNSENT + " bytes wait for it");
            }
            ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(2 * unsent.capacity(), unsent.position() + more));
            larger.put(unsent.flip());
            unsent = larger;
        }
    }

    /** Sends what the connection takes now; the rest when it takes more. */
    void send() throws IOException {
        if (unsent.position() > 0) {
            unsent.flip();
            channel.write(unsent);
            unsent.compact();
        }
        int interest = unsent.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    @Override
    public void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
