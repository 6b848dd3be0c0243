package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;

/** Reads the ledgers of a journal's file from the first to the last, independently of an open journal. */
public final class JournalReader implements AutoCloseable {

    private final FileChannel channel;
    private final FrameReader frames;
    private final JournalHeader header;
    private final AssetDirectory assets = new AssetDirectory();

    /**
     * Opens a file.
     *
     * @throws JournalException when the file is not a journal
     */
    public JournalReader(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        frames = new FrameReader(file, channel, JournalWriter.headerAt());
        header = JournalWriter.readHeader(file, frames, channel);
    }

    public JournalHeader header() {
        return header;
    }

    /** Returns the next written ledger; empty at the end. */
    public Optional<ClosedLedger> next() throws IOException {
        return nextPayload().map(this::materialise);
    }

    /** Skips ledgers. */
    public void skip(long ledgers) throws IOException {
        for (long i = 0; i < ledgers && nextPayload().isPresent(); i++) {
            // Its new assets are still added to the directory.
        }
    }

    private Optional<ByteBuffer> nextPayload() throws IOException {
        Optional<ByteBuffer> payload = frames.next();
        payload.ifPresent(ledger -> LedgerCode.addNewAssets(ledger, assets));
        return payload;
    }

    private ClosedLedger materialise(ByteBuffer payload) {
        long closedAt = payload.getLong(LedgerCode.CLOSED_AT);
        byte[] bytes = new byte[payload.getInt(LedgerCode.TRADE_COUNT) * TradeCode.BYTES];
        payload.get(LedgerCode.TRADES, bytes);
        var stored = new StoredTrade(bytes);
        List<LedgerTrade> trades = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += TradeCode.BYTES) {
            trades.add(stored.moveTo(at, closedAt).materialise(assets));
        }
        return new ClosedLedger(
                new LedgerSequence(payload.getInt(LedgerCode.SEQUENCE)), Instant.ofEpochSecond(closedAt), trades);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
