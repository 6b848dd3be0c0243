package org.stellarticker.exchange.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Appends commands to the newest journal file. */
final class Journal implements AutoCloseable {

    static final int FILE_MAGIC = 0x5354584A;
    static final int VERSION = 1;
    /** Magic, version, and the number of the file's first command. */
    static final int FILE_HEADER = 16;

    private final JournalFolder folder;
    private final JournalGroup group = new JournalGroup();
    private FileChannel file;
    /** The number of the next command. */
    private long next;

    private Journal(JournalFolder folder, FileChannel file, long next) {
        this.folder = folder;
        this.file = file;
        this.next = next;
    }

    /** Begins a new file. */
    static Journal create(JournalFolder folder, long first) throws IOException {
        return new Journal(folder, begin(folder, first), first);
    }

    /**
     * Continues a file.
     *
     * @param length of what is whole; what is behind it is cut off
     */
    static Journal append(JournalFolder folder, long first, long length, long next) throws IOException {
        FileChannel file = FileChannel.open(folder.journal(first), WRITE);
        if (file.size() > length) {
            file.truncate(length);
            file.force(true);
        }
        file.position(length);
        return new Journal(folder, file, next);
    }

    private static FileChannel begin(JournalFolder folder, long first) throws IOException {
        FileChannel file = FileChannel.open(folder.journal(first), CREATE, WRITE);
        file.truncate(0);
        ByteBuffer header = ByteBuffer.allocate(FILE_HEADER)
                .putInt(FILE_MAGIC)
                .putInt(VERSION)
                .putLong(first)
                .flip();
        writeAll(file, header);
        file.force(true);
        folder.force();
        return file;
    }

    long next() {
        return next;
    }

    JournalGroup group() {
        return group;
    }

    /** Makes the group durable. When it fails, nobody knows what is on the disk: the process must end. */
    void commit() throws IOException {
        writeAll(file, group.finish(next));
        file.force(false);
        next += group.count();
    }

    /** Goes on with a new file. */
    void rotate() throws IOException {
        FileChannel last = file;
        file = begin(folder, next);
        last.close();
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
