package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The journal as of one moment: later ledgers do not show, however long a reader takes. */
public final class JournalView {

    private final FileChannel channel;
    private final BlockIndex.Entries blocks;
    private final long end;
    private final int latest;
    private final long latestClosedAt;

    JournalView(FileChannel channel, BlockIndex.Entries blocks, long end, int latest, long latestClosedAt) {
        this.channel = channel;
        this.blocks = blocks;
        this.end = end;
        this.latest = latest;
        this.latestClosedAt = latestClosedAt;
    }

    /** Returns the newest ledger. */
    public int latest() {
        return latest;
    }

    /** Returns the close time of the newest ledger, epoch seconds. */
    public long latestClosedAt() {
        return latestClosedAt;
    }

    /** Returns the oldest ledger. */
    public int elder() {
        return blocks.sequence(0);
    }

    /** Visits the trades after a position, oldest first; of the operation {@code toid} those beyond {@code index}. */
    public void ascend(long toid, long index, TradeVisitor visitor) {
        long sequence = toid >>> 32;
        for (int b = blocks.holding(sequence); b < blocks.size(); b++) {
            Block block = read(b);
            StoredTrade trade = block.trades();
            for (int ledger = Math.max(0, block.atOrBefore(sequence)); ledger < block.size(); ledger++) {
                for (int i = 0; i < block.tradeCount(ledger); i++) {
                    block.move(trade, ledger, i);
                    if (compare(trade, toid, index) > 0 && !visitor.visit(trade)) {
                        return;
                    }
                }
            }
        }
    }

    /** Visits the trades before a position, newest first. */
    public void descend(long toid, long index, TradeVisitor visitor) {
        long sequence = toid >>> 32;
        for (int b = blocks.holding(sequence); b >= 0; b--) {
            Block block = read(b);
            StoredTrade trade = block.trades();
            for (int ledger = block.atOrBefore(sequence); ledger >= 0; ledger--) {
                for (int i = block.tradeCount(ledger) - 1; i >= 0; i--) {
                    block.move(trade, ledger, i);
                    if (compare(trade, toid, index) < 0 && !visitor.visit(trade)) {
                        return;
                    }
                }
            }
        }
    }

    private static int compare(StoredTrade trade, long toid, long index) {
        int byToid = Long.compare(trade.toid(), toid);
        return byToid != 0 ? byToid : Long.compare(trade.index(), index);
    }

    /**
     * Returns the first written ledger that closed at that time or later.
     *
     * @return the newest ledger plus one when none did
     */
    public int firstAt(long epochSecond) {
        for (int b = blocks.before(epochSecond); b < blocks.size(); b++) {
            Block block = read(b);
            for (int ledger = 0; ledger < block.size(); ledger++) {
                if (block.closedAt(ledger) >= epochSecond) {
                    return block.sequence(ledger);
                }
            }
        }
        return latest() + 1;
    }

    /** Returns a ledger between the oldest and the newest one. */
    public LedgerSummary ledger(int sequence) {
        int b = blocks.holding(sequence);
        Block block = read(b);
        int ledger = block.atOrBefore(sequence);
        if (block.sequence(ledger) == sequence) {
            return summary(block, ledger);
        }
        boolean nextIsHere = ledger + 1 < block.size();
        int nextSequence = nextIsHere ? block.sequence(ledger + 1) : blocks.sequence(b + 1);
        long nextClosedAt = nextIsHere ? block.closedAt(ledger + 1) : blocks.closedAt(b + 1);
        long closedAt = block.closedAt(ledger)
                + (nextClosedAt - block.closedAt(ledger))
                        * (sequence - block.sequence(ledger))
                        / (nextSequence - block.sequence(ledger));
        return new LedgerSummary(sequence, closedAt, 0, 0);
    }

    private static LedgerSummary summary(Block block, int ledger) {
        StoredTrade trade = block.trades();
        int transactions = 0;
        int operations = 0;
        long before = 0;
        for (int i = 0; i < block.tradeCount(ledger); i++) {
            long toid = block.move(trade, ledger, i).toid();
            operations += toid == before ? 0 : 1;
            // The lower 12 bits of an id count the operations of one transaction.
            transactions += toid >>> 12 == before >>> 12 ? 0 : 1;
            before = toid;
        }
        return new LedgerSummary(block.sequence(ledger), block.closedAt(ledger), transactions, operations);
    }

    private Block read(int block) {
        long from = blocks.offset(block);
        long to = block + 1 < blocks.size() ? blocks.offset(block + 1) : end;
        ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException(
                            "journal: expected " + to + " bytes, found the end at " + (from + bytes.position()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Block(bytes.array());
    }
}
