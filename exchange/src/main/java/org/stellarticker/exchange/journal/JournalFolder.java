package org.stellarticker.exchange.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the journal: {@code journal-<first command>.log} and {@code snapshot-<last command>.bin}. */
final class JournalFolder implements AutoCloseable {

    private static final Pattern JOURNAL = Pattern.compile("journal-([0-9]{19})\\.log");
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot-([0-9]{19})\\.bin");

    private final Path folder;
    private final FileChannel lock;

    private JournalFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Opens the folder for one process. */
    static JournalFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        if (!isLocked(lock)) {
            lock.close();
            throw new IOException("another process uses the journal in " + folder);
        }
        return new JournalFolder(folder, lock);
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    Path journal(long first) {
        return folder.resolve("journal-%019d.log".formatted(first));
    }

    Path snapshot(long last) {
        return folder.resolve("snapshot-%019d.bin".formatted(last));
    }

    /** Returns where a snapshot is written before it counts. */
    Path unfinished() {
        return folder.resolve("snapshot.unfinished");
    }

    /** Returns the first command's number of each journal file, ascending. */
    List<Long> journals() throws IOException {
        return numbers(JOURNAL);
    }

    /** Returns the last command's number of each snapshot, ascending. */
    List<Long> snapshots() throws IOException {
        return numbers(SNAPSHOT);
    }

    private List<Long> numbers(Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> number(file, name))
                    .filter(number -> number != null)
                    .sorted()
                    .toList();
        }
    }

    private static @Nullable Long number(Path file, Pattern name) {
        Matcher found = name.matcher(file.getFileName().toString());
        return found.matches() ? Long.valueOf(found.group(1)) : null;
    }

    /** Deletes what is not needed to recover from the last snapshot or the one before it. */
    void clean() throws IOException {
        List<Long> snapshots = snapshots();
        if (snapshots.size() < 2) {
            return;
        }
        long kept = snapshots.get(snapshots.size() - 2);
        for (long old : snapshots.subList(0, snapshots.size() - 2)) {
            Files.delete(snapshot(old));
        }
        List<Long> journals = journals();
        for (int i = 0; i + 1 < journals.size() && journals.get(i + 1) <= kept + 1; i++) {
            Files.delete(journal(journals.get(i)));
        }
    }

    /** Makes new names in the folder durable. */
    void force() throws IOException {
        try (FileChannel names = FileChannel.open(folder, READ)) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
