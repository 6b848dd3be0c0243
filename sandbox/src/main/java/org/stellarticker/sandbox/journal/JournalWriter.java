package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Appends ledgers to a journal's file. Appended bytes may still be on their way to the disk; {@link #sync} waits for
 * them.
 */
public final class JournalWriter implements AutoCloseable {

    /** The file's first bytes; the digit is the version of all that follows. */
    private static final byte[] MAGIC = "ledgers1".getBytes(StandardCharsets.US_ASCII);

    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final AssetDirectory assets;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long written;

    JournalWriter(FileChannel channel, long end, AssetDirectory assets) {
        this.channel = channel;
        this.written = end;
        this.assets = assets;
    }

    /** Creates a file and replaces an existing one. */
    public static JournalWriter begin(Path file, JournalHeader header) throws IOException {
        var channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        var writer = new JournalWriter(channel, 0, new AssetDirectory());
        writer.buffer.put(MAGIC);
        byte[] head = header.encode();
        writer.room(Frames.HEAD + head.length);
        int start = writer.openFrame();
        writer.buffer.put(head);
        writer.closeFrame(start);
        return writer;
    }

    /**
     * Reads the header of a journal's file and leaves the reader at its first ledger.
     *
     * @throws JournalException when this is not a journal, or one of another version
     */
    static JournalHeader readHeader(Path file, FrameReader reader, FileChannel channel) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
        channel.read(magic, 0);
        if (!Arrays.equals(magic.array(), MAGIC)) {
            throw new JournalException("journal " + file + ": expected a file that begins with \""
                    + new String(MAGIC, StandardCharsets.US_ASCII) + "\", found \""
                    + new String(magic.array(), StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?")
                    + "\"; remove the folder " + file.getParent() + " to begin a new one");
        }
        ByteBuffer head = reader.next()
                .orElseThrow(
                        () -> new JournalException("journal " + file + ": expected a header, found none; remove the "
                                + "folder " + file.getParent() + " to begin a new one"));
        byte[] encoded = new byte[head.remaining()];
        head.get(encoded);
        return JournalHeader.decode(encoded);
    }

    static long headerAt() {
        return MAGIC.length;
    }

    /**
     * Appends a ledger.
     *
     * @return its frame in the file
     */
    Frame append(ClosedLedger ledger) throws IOException {
        room(Frames.HEAD + LedgerCode.sizeAtMost(ledger));
        int start = openFrame();
        LedgerCode.encode(ledger, assets, buffer);
        closeFrame(start);
        int payload = start + Frames.HEAD;
        return new Frame(written + start, buffer.slice(payload, buffer.position() - payload));
    }

    /** Appends a ledger that follows all ledgers appended before. */
    public void add(ClosedLedger ledger) throws IOException {
        append(ledger);
    }

    /** A frame just appended; the payload is to be used before the next one. */
    record Frame(long at, ByteBuffer payload) {}

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
    }

    private int openFrame() {
        int start = buffer.position();
        buffer.position(start + Frames.HEAD);
        return start;
    }

    private void closeFrame(int start) {
        int payload = start + Frames.HEAD;
        int length = buffer.position() - payload;
        buffer.putInt(start, length);
        buffer.putInt(start + 4, Frames.checksum(buffer.slice(payload, length)));
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            written += channel.write(buffer, written);
        }
        buffer.clear();
    }

    /** Waits until all that was appended would survive a power cut. */
    public void sync() throws IOException {
        flush();
        channel.force(false);
    }

    /** Returns the length of the file after {@link #sync}. */
    long end() {
        return written + buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
