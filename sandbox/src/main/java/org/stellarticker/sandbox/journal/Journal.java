package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open journal: one writer closes ledgers, many readers see them. A ledger is visible once it is safe on the disk,
 * so that what a reader saw stays true after any kill or power cut.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final FileChannel writing;
    /** A channel of its own: interrupting the writer closes only the writer's channel. */
    private final FileChannel readChannel;

    private final JournalHeader header;
    private final JournalWriter writer;
    private final AssetDirectory assets = new AssetDirectory();
    private final Pools pools = new Pools();
    private final BlockIndex index = new BlockIndex();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private volatile JournalView view;
    private volatile boolean closed;
    private long tradedSinceHistory;
    private long exchangeFills;

    /**
     * Opens the journal in a file. An incomplete frame that a kill left at its end is removed.
     *
     * @throws JournalException when the file is not a journal, is damaged, holds no ledger, or is open elsewhere
     */
    public static Journal open(Path file) throws IOException {
        return new Journal(file);
    }

    private Journal(Path file) throws IOException {
        this.file = file;
        writing = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            requireLock();
            readChannel = FileChannel.open(file, StandardOpenOption.READ);
            var frames = new FrameReader(file, readChannel, JournalWriter.headerAt());
            header = JournalWriter.readHeader(file, frames, readChannel);
            view = scan(frames);
            truncateIncompleteFrame(frames.position());
            writer = new JournalWriter(writing, frames.position(), assets);
            opened = true;
        } finally {
            if (!opened) {
                writing.close();
            }
        }
    }

    private void requireLock() throws IOException {
        try {
            if (writing.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException openInThisProcess) {
            // Reported below.
        }
        throw new JournalException("journal " + file + ": another sandbox has it open; stop that one first");
    }

    private JournalView scan(FrameReader frames) throws IOException {
        int latest = 0;
        long latestClosedAt = 0;
        long at = frames.position();
        for (Optional<ByteBuffer> next = frames.next(); next.isPresent(); next = frames.next()) {
            ByteBuffer ledger = next.get();
            LedgerCode.addNewAssets(ledger, assets);
            index(at, ledger);
            latest = ledger.getInt(LedgerCode.SEQUENCE);
            latestClosedAt = ledger.getLong(LedgerCode.CLOSED_AT);
            at = frames.position();
        }
        if (latest == 0) {
            throw new JournalException("journal " + file + ": expected ledgers, found none; remove the folder "
                    + file.getParent() + " to begin a new one");
        }
        return new JournalView(readChannel, index.entries(), at, latest, latestClosedAt);
    }

    private void truncateIncompleteFrame(long end) throws IOException {
        long torn = writing.size() - end;
        if (torn > 0) {
            writing.truncate(end);
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("bytes", torn)
                    .log("journal: removed an incomplete frame that a kill left");
        }
    }

    private void index(long at, ByteBuffer payload) {
        int sequence = payload.getInt(LedgerCode.SEQUENCE);
        long closedAt = payload.getLong(LedgerCode.CLOSED_AT);
        int trades = payload.getInt(LedgerCode.TRADE_COUNT);
        index.add(at, sequence, closedAt);
        if (trades > 0) {
            byte[] bytes = new byte[trades * TradeCode.BYTES];
            payload.get(LedgerCode.TRADES, bytes);
            var trade = new StoredTrade(bytes);
            for (int i = 0; i < trades; i++) {
                pools.take(trade.moveTo(i * TradeCode.BYTES, closedAt));
                exchangeFills += trade.isOfExchange() ? 1 : 0;
            }
            if (sequence > header.historyEnd().value()) {
                tradedSinceHistory++;
            }
        }
    }

    public JournalHeader header() {
        return header;
    }

    public AssetDirectory assets() {
        return assets;
    }

    public Pools pools() {
        return pools;
    }

    /** Returns the present content. */
    public JournalView view() {
        return view;
    }

    /** Returns the number of ledgers with trades since the history ended; for the writer. */
    public long tradedSinceHistory() {
        return tradedSinceHistory;
    }

    /** Returns how many fills of the exchange are in ledgers: its first ones, because each is added once, in order; for the writer. */
    public long exchangeFills() {
        return exchangeFills;
    }

    /**
     * Closes a ledger: writes it, waits for the disk, makes it visible. For the writer.
     *
     * @param ledger later than the newest, and not closed before it
     * @throws IOException when it could not be written; it is not visible then, and the journal accepts no other
     */
    public void append(ClosedLedger ledger) throws IOException {
        JournalView before = view;
        if (ledger.sequence().value() <= before.latest()
                || ledger.closedAt().getEpochSecond() < before.latestClosedAt()) {
            throw new IllegalArgumentException("ledger " + ledger.sequence() + " of " + ledger.closedAt()
                    + ": expected one after " + before.latest() + ", closed at " + before.latestClosedAt()
                    + " or later");
        }
        try {
            JournalWriter.Frame frame = writer.append(ledger);
            index(frame.at(), frame.payload());
            writer.sync();
        } catch (IOException unwritable) {
            throw new IOException(
                    "journal " + file + ": expected room for another ledger, found " + unwritable, unwritable);
        }
        show(new JournalView(
                readChannel,
                index.entries(),
                writer.end(),
                (int) ledger.sequence().value(),
                ledger.closedAt().getEpochSecond()));
    }

    private void show(JournalView next) {
        lock.lock();
        try {
            view = next;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a ledger that the view does not show.
     *
     * @return the newest view; the given one when no ledger came in time or the journal was closed
     */
    public JournalView await(JournalView seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long rest = nanos;
            while (view == seen && !closed && rest > 0) {
                rest = grown.awaitNanos(rest);
            }
            return view;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether no further ledger will come. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        writing.close();
        readChannel.close();
    }
}
