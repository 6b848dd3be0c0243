package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file's frames from the first to the last complete one. A kill may leave an incomplete frame at the end, which
 * is ignored; damage before that is a fault.
 */
final class FrameReader {

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferAt;
    private long position;

    FrameReader(Path file, FileChannel channel, long position) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
        this.position = position;
        this.bufferAt = position;
    }

    /** Returns the position of the next frame; after the last one, the end of the file's valid part. */
    long position() {
        return position;
    }

    /**
     * Returns the next frame's payload, to be used before the next call.
     *
     * @throws JournalException when a frame before the end of the file is damaged
     */
    Optional<ByteBuffer> next() throws IOException {
        long rest = size - position - Frames.HEAD;
        if (rest < 0) {
            return Optional.empty();
        }
        int length = window(0, Frames.HEAD).getInt(0);
        int checksum = window(0, Frames.HEAD).getInt(4);
        if (length <= 0 || length > Math.min(rest, Frames.PAYLOAD_AT_MOST)) {
            return torn();
        }
        ByteBuffer payload = window(Frames.HEAD, length);
        if (Frames.checksum(payload) != checksum) {
            if (length == rest) {
                return torn();
            }
            throw new JournalException("journal " + file + ": damaged at byte " + position + " of " + size
                    + "; remove the folder " + file.getParent() + " to begin a new one");
        }
        position += Frames.HEAD + length;
        return Optional.of(payload);
    }

    private static Optional<ByteBuffer> torn() {
        return Optional.empty();
    }

    /** Returns the bytes from {@code from}, counted from the position, as a separate buffer. */
    private ByteBuffer window(int from, int length) throws IOException {
        long start = position + from;
        if (start < bufferAt || start + length > bufferAt + buffer.limit()) {
            if (buffer.capacity() < length) {
                buffer = ByteBuffer.allocate(length);
            }
            fill(start);
        }
        return buffer.slice((int) (start - bufferAt), length);
    }

    private void fill(long from) throws IOException {
        buffer.clear();
        bufferAt = from;
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // Reads until the buffer is full or the file ends.
        }
        buffer.flip();
    }
}
