package org.stellarticker.exchange.journal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.engine.Engine;

/** Applies the journal's commands behind a snapshot, in order. */
final class Replay {

    /**
     * The end of the journal.
     *
     * @param first the number of the last file's first command
     * @param length of what is whole in it
     * @param next the number of the next command
     * @param cut how many bytes are behind it, torn by the end of the process that wrote them
     */
    record End(long first, long length, long next, long cut) {}

    private final JournalFolder folder;
    private final Engine engine;
    private final CommandCodec commands = new CommandCodec();
    private final CRC32C checksum = new CRC32C();
    private long next;

    /** @param next the number of the first command that the engine has not applied */
    Replay(JournalFolder folder, Engine engine, long next) {
        this.folder = folder;
        this.engine = engine;
        this.next = next;
    }

    /**
     * Applies all.
     *
     * @param files the first command's number of each file, the first of which has the next command or the ones before
     */
    End all(List<Long> files) throws IOException {
        End end = new End(next, 0, next, 0);
        for (int i = 0; i < files.size(); i++) {
            end = file(files.get(i), i == files.size() - 1);
        }
        return end;
    }

    private End file(long first, boolean last) throws IOException {
        Path path = folder.journal(first);
        try (FileChannel channel = FileChannel.open(path, READ)) {
            ByteBuffer file = channel.map(MapMode.READ_ONLY, 0, channel.size());
            if (file.limit() < Journal.FILE_HEADER && last) {
                // The process ended while it began the file; no command is in it.
                return new End(first, 0, next, file.limit());
            }
            checkHeader(file, path, first);
            return groups(file, path, first, last);
        }
    }

    private static void checkHeader(ByteBuffer file, Path path, long first) throws JournalException {
        if (file.limit() < Journal.FILE_HEADER
                || file.getInt(0) != Journal.FILE_MAGIC
                || file.getInt(Integer.BYTES) != Journal.VERSION
                || file.getLong(2 * Integer.BYTES) != first) {
            throw new JournalException(path + ": byte 0: expected the header of a journal of version " + Journal.VERSION
                    + " that begins with command " + first);
        }
    }

    private End groups(ByteBuffer file, Path path, long first, boolean last) throws JournalException {
        long expected = first;
        int offset = Journal.FILE_HEADER;
        while (offset < file.limit()) {
            int length = JournalGroup.lengthAt(file, offset, checksum);
            if (length == 0 && (!last || isFollowed(file, offset))) {
                throw new JournalException(path + ": byte " + offset + ": expected the commands from " + expected
                        + " on, found bytes that were not written so, and more commands behind them");
            }
            if (length == 0) {
                return new End(first, offset, next, file.limit() - offset);
            }
            if (JournalGroup.firstAt(file, offset) != expected) {
                throw new JournalException(path + ": byte " + offset + ": expected command " + expected + ", found "
                        + JournalGroup.firstAt(file, offset));
            }
            apply(file, offset, expected);
            expected += JournalGroup.countAt(file, offset);
            offset += length;
        }
        if (expected > next) {
            throw new IllegalStateException("commands up to " + expected + " were read, but not applied");
        }
        return new End(first, offset, next, 0);
    }

    /** Returns whether a whole group is anywhere behind the offset. Then what is before it was durable once. */
    private boolean isFollowed(ByteBuffer file, int offset) {
        for (int at = offset + 1; at <= file.limit() - JournalGroup.HEADER; at++) {
            if (JournalGroup.lengthAt(file, at, checksum) > 0) {
                return true;
            }
        }
        return false;
    }

    private void apply(ByteBuffer file, int offset, long first) {
        ByteBuffer command = file.duplicate();
        int at = offset + JournalGroup.HEADER;
        int count = JournalGroup.countAt(file, offset);
        for (long number = first; number < first + count; number++) {
            int length = file.getInt(at);
            long time = file.getLong(at + Integer.BYTES);
            int start = at + Integer.BYTES + Long.BYTES;
            if (number == next) {
                command.limit(start + length).position(start);
                commands.apply(command, time, engine);
                next++;
            }
            at = start + length;
        }
    }
}
