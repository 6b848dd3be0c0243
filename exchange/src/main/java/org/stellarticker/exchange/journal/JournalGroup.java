package org.stellarticker.exchange.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The commands that are written and made durable together: a header (magic, length of what follows it, number of the
 * first command, how many there are, CRC-32C of all but the magic), then for each command its length, the time of its
 * receipt and its bytes.
 */
final class JournalGroup {

    static final int HEADER = 24;
    static final int MAGIC = 0x53544A47;

    /** Length and time before each command's bytes. */
    private static final int BEFORE_COMMAND = Integer.BYTES + Long.BYTES;

    private static final int LENGTH_AT = 4;
    private static final int FIRST_AT = 8;
    private static final int COUNT_AT = 16;
    private static final int CHECKSUM_AT = 20;
    private static final int FIRST_CAPACITY = 1 << 18;

    private final CRC32C checksum = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private ByteBuffer command = bytes.duplicate();
    private int[] starts = new int[1_024];
    private int count;

    JournalGroup() {
        clear();
    }

    void clear() {
        bytes.clear().position(HEADER);
        count = 0;
    }

    int count() {
        return count;
    }

    int size() {
        return bytes.position();
    }

    /** Adds a command, and returns its position in the group. */
    int add(long at, ByteBuffer added) {
        if (bytes.remaining() < BEFORE_COMMAND + added.remaining()) {
            grow(BEFORE_COMMAND + added.remaining());
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count] = bytes.position();
        bytes.putInt(added.remaining()).putLong(at).put(added);
        return count++;
    }

    private void grow(int more) {
        ByteBuffer larger = ByteBuffer.allocateDirect(2 * bytes.capacity() + more);
        bytes.flip();
        larger.put(bytes);
        bytes = larger;
        command = larger.duplicate();
    }

    /** Returns the time of the command at that position of the group. */
    long at(int position) {
        return bytes.getLong(starts[position] + Integer.BYTES);
    }

    /** Returns the bytes of the command at that position; they hold until the next call. */
    ByteBuffer command(int position) {
        int start = starts[position];
        command.limit(start + BEFORE_COMMAND + bytes.getInt(start)).position(start + BEFORE_COMMAND);
        return command;
    }

    /** Completes the header, and returns all bytes to be written. The commands can still be read. */
    ByteBuffer finish(long first) {
        bytes.flip();
        bytes.putInt(0, MAGIC);
        bytes.putInt(LENGTH_AT, bytes.limit() - HEADER);
        bytes.putLong(FIRST_AT, first);
        bytes.putInt(COUNT_AT, count);
        bytes.putInt(CHECKSUM_AT, checksum(bytes, 0, bytes.limit() - HEADER, checksum));
        return bytes;
    }

    /**
     * Returns the length of the whole group at that offset, header included, or 0 when there is none.
     *
     * @param file all bytes of a journal file
     */
    static int lengthAt(ByteBuffer file, int offset, CRC32C checksum) {
        if (file.limit() - offset < HEADER || file.getInt(offset) != MAGIC) {
            return 0;
        }
        int length = file.getInt(offset + LENGTH_AT);
        boolean fits = length > 0 && length <= file.limit() - offset - HEADER;
        boolean whole = fits && file.getInt(offset + CHECKSUM_AT) == checksum(file, offset, length, checksum);
        return whole ? HEADER + length : 0;
    }

    static long firstAt(ByteBuffer file, int offset) {
        return file.getLong(offset + FIRST_AT);
    }

    static int countAt(ByteBuffer file, int offset) {
        return file.getInt(offset + COUNT_AT);
    }

    private static int checksum(ByteBuffer file, int offset, int length, CRC32C checksum) {
        checksum.reset();
        int limit = file.limit();
        int position = file.position();
        file.limit(offset + CHECKSUM_AT).position(offset + LENGTH_AT);
        checksum.update(file);
        file.limit(offset + HEADER + length).position(offset + HEADER);
        checksum.update(file);
        file.limit(limit).position(position);
        return (int) checksum.getValue();
    }
}
