package org.stellarticker.exchange.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Splits what a connection brings into frames. */
public final class FrameReader {

    private static final int FIRST_CAPACITY = 1 << 16;

    private final int longest;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private ByteBuffer frame = bytes.duplicate();
    /** Where the next frame begins. */
    private int start;

    /** @param longest the length of the longest frame that is accepted */
    public FrameReader(int longest) {
        this.longest = longest;
    }

    /**
     * Reads what is there.
     *
     * @return false at the end of the connection
     */
    public boolean readFrom(SocketChannel channel) throws IOException {
        if (start > 0) {
            bytes.flip().position(start);
            bytes.compact();
            start = 0;
        }
        if (!bytes.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocateDirect(2 * bytes.capacity());
            larger.put(bytes.flip());
            bytes = larger;
            frame = larger.duplicate();
        }
        return channel.read(bytes) >= 0;
    }

    /**
     * Returns the next whole frame, without its length, or null; it holds until more is read.
     *
     * @throws IOException when the frame is longer than any may be, or shorter
     */
    public @Nullable ByteBuffer next() throws IOException {
        int available = bytes.position() - start;
        if (available < Frame.LENGTH) {
            return null;
        }
        int length = bytes.getInt(start);
        if (length < Frame.HEADER || length > longest) {
            throw new IOException(
                    "expected a frame of " + Frame.HEADER + " to " + longest + " bytes, found one of " + length);
        }
        if (available < Frame.LENGTH + length) {
            return null;
        }
        frame.limit(start + Frame.LENGTH + length).position(start + Frame.LENGTH);
        start += Frame.LENGTH + length;
        return frame;
    }
}
