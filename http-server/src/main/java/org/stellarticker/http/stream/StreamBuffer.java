package org.stellarticker.http.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Reply;
import org.stellarticker.http.StreamWriter;
import org.stellarticker.http.limit.Backlog;

/**
 * A bounded buffer between a publisher and one client's stream. The publisher never waits: when the client is too slow
 * for it, what waits is dropped at once, and the stream ends with a piece that says so.
 */
public final class StreamBuffer implements Reply.Streamed.Content {

    private final Limits limits;
    private final Runnable onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private final Backlog backlog;
    private boolean ended;

    /**
     * The bounds of a stream, and the pieces that it sends by itself.
     *
     * @param bytes how many may wait for the client
     * @param silence the longest time without a piece; a heartbeat ends it
     * @param heartbeat keeps the connection open, and finds out whether the client is still there
     * @param overflow the last piece for a client that was too slow
     */
    public record Limits(Backlog.Bounds bytes, Duration silence, ByteBuffer heartbeat, ByteBuffer overflow) {}

    /** @param onEnd runs once the stream has ended, for whatever reason */
    public StreamBuffer(Limits limits, Runnable onEnd) {
        this.limits = limits;
        this.onEnd = onEnd;
        this.backlog = new Backlog(limits.bytes);
    }

    /**
     * Adds a piece, which several streams may share.
     *
     * @return whether the stream goes on; no more pieces are taken when it does not
     */
    public boolean offer(ByteBuffer piece) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            if (!backlog.add(piece.remaining())) {
                overflow();
                return false;
            }
            pieces.addLast(piece);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits, and ends the stream of a client that is too slow. */
    public void overflow() {
        lock.lock();
        try {
            pieces.clear();
            pieces.addLast(limits.overflow);
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream behind the pieces that were added. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abandon() {
        end();
        onEnd.run();
    }

    @Override
    public void writeTo(StreamWriter out) throws ClientGone, InterruptedException {
        try {
            for (ByteBuffer piece = next(); piece.hasRemaining(); piece = next()) {
                out.write(piece);
            }
        } finally {
            abandon();
        }
    }

    /** Returns the next piece, the heartbeat after a silence, or an empty piece at the end. */
    private ByteBuffer next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limits.silence.toNanos();
            while (pieces.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (pieces.isEmpty()) {
                return ended ? ByteBuffer.allocate(0) : limits.heartbeat;
            }
            ByteBuffer piece = pieces.removeFirst();
            backlog.take(piece.remaining());
            return piece;
        } finally {
            lock.unlock();
        }
    }
}
