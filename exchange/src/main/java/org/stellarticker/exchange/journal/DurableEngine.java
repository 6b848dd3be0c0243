package org.stellarticker.exchange.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.engine.Answer;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.engine.EventSink;

/**
 * An engine whose commands are durable before they are applied. One thread adds the commands that wait, commits them
 * together, and applies each.
 */
public final class DurableEngine implements AutoCloseable {

    /**
     * What the start found.
     *
     * @param snapshot the last command of the snapshot it began with
     * @param replayed how many commands were applied after it
     * @param cut how many torn bytes were cut off the journal's end
     * @param damagedSnapshots how many newer snapshots could not be used
     */
    public record Recovered(long snapshot, long replayed, long cut, int damagedSnapshots) {}

    private final JournalFolder folder;
    private final Engine engine;
    private final Journal journal;
    private final Recovered recovered;
    private final CommandCodec commands = new CommandCodec();

    private DurableEngine(JournalFolder folder, Engine engine, Journal journal, Recovered recovered) {
        this.folder = folder;
        this.engine = engine;
        this.journal = journal;
        this.recovered = recovered;
    }

    /**
     * Opens the engine as its journal left it, or a new one in an empty folder.
     *
     * @param sink takes the events of replayed commands, too
     * @throws JournalException when the journal is damaged, or is of other instruments
     */
    public static DurableEngine open(Path path, List<Instrument> instruments, EngineLimits limits, EventSink sink)
            throws IOException {
        JournalFolder folder = JournalFolder.open(path);
        try {
            return open(folder, instruments, limits, sink);
        } catch (IOException | RuntimeException unusable) {
            folder.close();
            throw unusable;
        }
    }

    private static DurableEngine open(
            JournalFolder folder, List<Instrument> instruments, EngineLimits limits, EventSink sink)
            throws IOException {
        List<Long> snapshots = folder.snapshots();
        if (snapshots.isEmpty()) {
            if (!folder.journals().isEmpty()) {
                throw new JournalException("expected a snapshot beside the journal in " + folder + ", found none");
            }
            return begin(folder, new Engine(instruments, limits, sink), 0, new Recovered(0, 0, 0, 0));
        }
        long last = newestWhole(folder, snapshots);
        int damaged = snapshots.size() - 1 - snapshots.indexOf(last);
        Engine engine = SnapshotFile.read(folder.snapshot(last), sink, Optional.empty());
        if (!engine.instruments().equals(instruments)) {
            throw new JournalException("expected the instruments of the journal in " + folder
                    + ", found others; a new exchange needs an empty folder");
        }
        Replay.End end = new Replay(folder, engine, last + 1).all(files(folder, last + 1));
        var recovered = new Recovered(last, end.next() - last - 1, end.cut(), damaged);
        if (!engine.limits().equals(limits)) {
            return begin(folder, limited(engine, folder, limits, sink), end.next() - 1, recovered);
        }
        Journal journal = end.length() == 0
                ? Journal.create(folder, end.next())
                : Journal.append(folder, end.first(), end.length(), end.next());
        return new DurableEngine(folder, engine, journal, recovered);
    }

    /** Begins with a snapshot, so that what follows is replayed with its limits. */
    private static DurableEngine begin(JournalFolder folder, Engine engine, long last, Recovered recovered)
            throws IOException {
        SnapshotFile.write(engine, folder);
        SnapshotFile.publish(folder, last);
        return new DurableEngine(folder, engine, Journal.create(folder, last + 1), recovered);
    }

    private static Engine limited(Engine engine, JournalFolder folder, EngineLimits limits, EventSink sink)
            throws IOException {
        SnapshotFile.write(engine, folder);
        return SnapshotFile.read(folder.unfinished(), sink, Optional.of(limits));
    }

    private static long newestWhole(JournalFolder folder, List<Long> snapshots) throws IOException {
        for (long last : snapshots.reversed()) {
            if (SnapshotFile.isWhole(folder.snapshot(last))) {
                return last;
            }
        }
        throw new JournalException("expected a whole snapshot in " + folder + ", found only damaged ones");
    }

    /** Returns the files that hold the commands from that one on. */
    private static List<Long> files(JournalFolder folder, long next) throws IOException {
        List<Long> all = folder.journals();
        List<Long> before = all.stream().filter(first -> first <= next).toList();
        if (before.isEmpty() && !all.isEmpty()) {
            throw new JournalException("expected a journal with command " + next + " in " + folder
                    + ", found none before command " + all.getFirst());
        }
        return before.isEmpty() ? List.of() : all.subList(before.size() - 1, all.size());
    }

    public Engine engine() {
        return engine;
    }

    public Recovered recovered() {
        return recovered;
    }

    /** Returns the number of the last command that is durable. */
    public long lastCommand() {
        return journal.next() - 1;
    }

    /**
     * Adds a command to those that wait.
     *
     * @param at when it was received, in microseconds
     * @return its position among them
     */
    public int add(long at, ByteBuffer command) {
        return journal.group().add(at, command);
    }

    /** Returns how many commands wait. */
    public int waiting() {
        return journal.group().count();
    }

    /**
     * Makes the commands that wait durable, all by one write and one fsync. Then each is to be applied, in order, before
     * {@link #clear}.
     *
     * @throws IOException when that fails; nothing may be applied then, and the process must end
     */
    public void commit() throws IOException {
        if (waiting() > 0) {
            journal.commit();
        }
    }

    /** Returns when a command that waits was received, in microseconds. */
    public long at(int position) {
        return journal.group().at(position);
    }

    /** Applies a durable command. */
    public Answer apply(int position) {
        return commands.apply(journal.group().command(position), at(position), engine);
    }

    /** Forgets the commands that were applied. */
    public void clear() {
        journal.group().clear();
    }

    /**
     * Writes a snapshot of the state, which must not change meanwhile, and goes on with a new journal file.
     *
     * @return makes it durable and deletes what it replaces; may run on another thread, before the next snapshot is begun
     */
    public Publication beginSnapshot() throws IOException {
        long last = lastCommand();
        SnapshotFile.write(engine, folder);
        journal.rotate();
        return () -> {
            SnapshotFile.publish(folder, last);
            folder.clean();
        };
    }

    /** The second half of a snapshot. */
    @FunctionalInterface
    public interface Publication {
        void publish() throws IOException;
    }

    @Override
    public void close() throws IOException {
        journal.close();
        folder.close();
    }
}
