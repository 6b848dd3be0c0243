package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;

/**
 * Receives trades in any order and returns them in the order of their ids. They are kept in a file meanwhile, so that a
 * million of them need little memory.
 */
public final class TradeSpool implements AutoCloseable {

    private static final int RECORD = 8 + TradeCode.BYTES;
    private static final int WINDOW = RECORD * 4096;

    /**
     * The location of a trade in the spool.
     *
     * @param line the line of the file that it was read from
     */
    private record Position(long toid, int index, int record, int line) {}

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::toid).thenComparingInt(Position::index);

    private final Path file;
    private final FileChannel channel;
    private final AssetDirectory assets = new AssetDirectory();
    private final List<Position> targets = new ArrayList<>();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private int windowAt;

    public TradeSpool(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    public void add(LedgerTrade ledgerTrade, int line) throws IOException {
        var trade = ledgerTrade.trade();
        if (window.remaining() < RECORD) {
            flush();
        }
        window.putLong(trade.ledgerCloseTime().getEpochSecond());
        TradeCode.encode(
                ledgerTrade,
                number(trade.base().asset()),
                number(trade.counter().asset()),
                window);
        targets.add(new Position(trade.id().toid(), trade.id().index(), targets.size(), line));
    }

    private int number(Asset asset) {
        return assets.find(asset).orElseGet(() -> assets.add(asset));
    }

    private void flush() throws IOException {
        window.flip();
        while (window.hasRemaining()) {
            channel.write(window);
        }
        window.clear();
    }

    /** Ends the input. */
    public void sort() throws IOException {
        flush();
        window.limit(0);
        targets.sort(ORDER);
    }

    public int size() {
        return targets.size();
    }

    /** Returns the id of the trade at a position of the order, counted from 0. */
    public TradeId id(int position) {
        return new TradeId(targets.get(position).toid(), targets.get(position).index());
    }

    /** Returns the line from which that trade was read. */
    public int line(int position) {
        return targets.get(position).line();
    }

    public Instant closedAt(int position) throws IOException {
        return Instant.ofEpochSecond(window.getLong(seek(position)));
    }

    public LedgerTrade get(int position) throws IOException {
        int at = seek(position);
        return new StoredTrade(window.array())
                .moveTo(at + 8, window.getLong(at))
                .materialise(assets);
    }

    /** Returns the position of the trade in the window. */
    private int seek(int position) throws IOException {
        int record = targets.get(position).record();
        int inWindow = record - windowAt;
        if (inWindow < 0 || (inWindow + 1) * RECORD > window.limit()) {
            window.clear();
            windowAt = record;
            inWindow = 0;
            while (window.hasRemaining() && channel.read(window, (long) record * RECORD + window.position()) > 0) {
                // Reads until the window is full or the file ends.
            }
            window.flip();
        }
        return inWindow * RECORD;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
