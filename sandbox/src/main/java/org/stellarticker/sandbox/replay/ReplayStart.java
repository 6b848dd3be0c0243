package org.stellarticker.sandbox.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.JournalHeader;
import org.stellarticker.sandbox.journal.JournalWriter;
import org.stellarticker.sandbox.journal.LedgerTrade;
import org.stellarticker.sandbox.journal.TradeSpool;

/**
 * Starts a journal from a recording. All of the recording is read and checked before a file gets its final name, so
 * that an invalid recording leaves nothing behind.
 */
final class ReplayStart {

    /** The journal itself. */
    static final String LEDGERS = "ledgers";

    /** The recorded ledgers that will be closed live, in a file of the same form. */
    static final String UPCOMING = "upcoming";

    private final Recording recording;
    private final Path folder;

    ReplayStart(Recording recording, Path folder) {
        this.recording = recording;
        this.folder = folder;
    }

    /** Writes the history, which ends at that instant, and the next ledgers, as recorded. */
    void write(String passphrase, String fingerprint, Instant now) throws IOException {
        Path newLedgers = folder.resolve("ledgers.new");
        Path newUpcoming = folder.resolve("upcoming.new");
        try (var spool = new TradeSpool(folder.resolve("spool.new"))) {
            read(spool);
            int history = historyOf(spool);
            LedgerSequence historyEnd = spool.id(history - 1).ledger();
            var header = new JournalHeader(passphrase, fingerprint, now, historyEnd);
            Duration shift = Duration.between(spool.closedAt(history - 1), now);
            write(newLedgers, header, spool, 0, history, shift);
            write(newUpcoming, header, spool, history, spool.size(), Duration.ZERO);
            // The ledgers are renamed last: once they have their name, everything is complete.
            Files.move(newUpcoming, folder.resolve(UPCOMING), StandardCopyOption.ATOMIC_MOVE);
            Files.move(newLedgers, folder.resolve(LEDGERS), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(newLedgers);
            Files.deleteIfExists(newUpcoming);
        }
    }

    private void read(TradeSpool spool) throws IOException {
        var records = new TradeRecordReader();
        int line = 0;
        try (BufferedReader lines = lines()) {
            for (Optional<String> record = line(lines, 1); record.isPresent(); record = line(lines, line + 1)) {
                line++;
                if (!record.get().isBlank()) {
                    spool.add(records.read(record.get()), line);
                }
            }
        } catch (IllegalArgumentException broken) {
            throw recording.fault(line, String.valueOf(broken.getMessage()));
        }
        if (spool.size() == 0) {
            throw recording.fault("expected trades, one JSON object a line, found none");
        }
        spool.sort();
    }

    private Optional<String> line(BufferedReader lines, int number) {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException unreadable) {
            throw recording.fault(number, "expected text to the file's end, found " + unreadable);
        }
    }

    private BufferedReader lines() {
        InputStream bytes = recording.open();
        try {
            InputStream text = recording.isGzipped() ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            var utf8 = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return new BufferedReader(new InputStreamReader(text, utf8), 1 << 16);
        } catch (IOException notGzipped) {
            throw recording.fault("expected gzip because of its name, found " + notGzipped.getMessage());
        }
    }

    /**
     * Returns the number of trades of the history: the ledger in which it reaches nine tenths belongs to it as a whole.
     */
    private static int historyOf(TradeSpool spool) {
        int history = (int) ((spool.size() * 9L + 9) / 10);
        while (history < spool.size()
                && spool.id(history).ledger().equals(spool.id(history - 1).ledger())) {
            history++;
        }
        return history;
    }

    private void write(Path file, JournalHeader header, TradeSpool spool, int from, int to, Duration shift)
            throws IOException {
        try (var writer = JournalWriter.begin(file, header)) {
            int end;
            for (int start = from; start < to; start = end) {
                end = endOfLedger(spool, start, to);
                writer.add(ledger(spool, start, end, shift));
            }
            writer.sync();
        }
    }

    private static int endOfLedger(TradeSpool spool, int start, int to) {
        int end = start + 1;
        while (end < to && spool.id(end).ledger().equals(spool.id(start).ledger())) {
            end++;
        }
        return end;
    }

    private ClosedLedger ledger(TradeSpool spool, int start, int end, Duration shift) throws IOException {
        Instant closedAt = spool.closedAt(start);
        if (start > 0 && closedAt.isBefore(spool.closedAt(start - 1))) {
            throw recording.fault(
                    spool.line(start),
                    "ledger_close_time: expected none before " + spool.closedAt(start - 1) + ", when ledger "
                            + spool.id(start - 1).ledger() + " closed, found " + closedAt + " for ledger "
                            + spool.id(start).ledger());
        }
        List<LedgerTrade> trades = new ArrayList<>(end - start);
        for (int i = start; i < end; i++) {
            TradeId id = spool.id(i);
            if (i > 0 && id.equals(spool.id(i - 1))) {
                throw recording.fault(
                        spool.line(i),
                        "expected each trade once, found " + id + " here and in line " + spool.line(i - 1));
            }
            if (!spool.closedAt(i).equals(closedAt)) {
                throw recording.fault(
                        spool.line(i),
                        "ledger_close_time: expected " + closedAt + ", as for the other trades of ledger " + id.ledger()
                                + ", found " + spool.closedAt(i));
            }
            trades.add(shifted(spool.get(i), shift));
        }
        return new ClosedLedger(spool.id(start).ledger(), closedAt.plus(shift), trades);
    }

    private static LedgerTrade shifted(LedgerTrade ledgerTrade, Duration shift) {
        Trade trade = ledgerTrade.trade();
        return new LedgerTrade(
                new Trade(
                        trade.id(),
                        trade.ledgerCloseTime().plus(shift),
                        trade.base(),
                        trade.counter(),
                        trade.price(),
                        trade.baseIsSeller(),
                        trade.poolFee()),
                ledgerTrade.roundingSlippage());
    }
}
