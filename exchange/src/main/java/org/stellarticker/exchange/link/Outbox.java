package org.stellarticker.exchange.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** The frames that wait to be sent. Many threads add to it; one sends all that wait by one call. */
final class Outbox {

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int LARGEST = 1 << 26;

    private ByteBuffer filling = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private ByteBuffer sending = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private boolean ended;

    /**
     * Adds a question's frame.
     *
     * @return false when too much waits already, or behind the end
     */
    synchronized boolean add(byte kind, long question, Consumer<ByteBuffer> content) {
        if (ended) {
            return false;
        }
        if (filling.remaining() < Frame.LONGEST_QUESTION) {
            if (filling.capacity() >= LARGEST) {
                return false;
            }
            ByteBuffer larger = ByteBuffer.allocateDirect(2 * filling.capacity());
            larger.put(filling.flip());
            filling = larger;
        }
        int start = filling.position();
        filling.putInt(0).put(kind).putLong(question);
        content.accept(filling);
        filling.putInt(start, filling.position() - start - Frame.LENGTH);
        if (start == 0) {
            // The only one that waits is the sender, and only for the first frame.
            notifyAll();
        }
        return true;
    }

    /** Sends what is added until the end. */
    void sendTo(SocketChannel channel) throws IOException, InterruptedException {
        while (awaitFrames()) {
            while (sending.hasRemaining()) {
                channel.write(sending);
            }
        }
    }

    private synchronized boolean awaitFrames() throws InterruptedException {
        while (filling.position() == 0 && !ended) {
            wait();
        }
        ByteBuffer full = filling;
        filling = sending.clear();
        sending = full.flip();
        return !ended;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
