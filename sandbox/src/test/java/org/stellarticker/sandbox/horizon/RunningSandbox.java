package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.JournalHeader;
import org.stellarticker.sandbox.journal.JournalWriter;
import org.stellarticker.sandbox.replay.RecordedState;

/** A server over a journal of given ledgers, on a free port. */
final class RunningSandbox implements AutoCloseable {

    static final String PASSPHRASE = "Stellar Ticker Sandbox ; replay of recorded";

    private final Journal journal;
    private final HorizonServer server;

    RunningSandbox(Path folder, List<ClosedLedger> history, Duration connectionTimeout) throws Exception {
        this(folder, history, Faults.none(), connectionTimeout);
    }

    RunningSandbox(Path folder, List<ClosedLedger> history, Faults faults, Duration connectionTimeout)
            throws Exception {
        this(folder, history, _ -> {}, faults, connectionTimeout);
    }

    /** One that refuses an address what is more than so many requests an hour. */
    RunningSandbox(Path folder, List<ClosedLedger> history, int requestsPerHour, Duration connectionTimeout)
            throws Exception {
        this(folder, history, server -> server.limit(requestsPerHour), Faults.none(), connectionTimeout);
    }

    /** One whose streams check for a new ledger only so often. */
    static RunningSandbox checkingEvery(
            Duration betweenChecks, Path folder, List<ClosedLedger> history, Duration connectionTimeout)
            throws Exception {
        return new RunningSandbox(
                folder, history, server -> server.checkEvery(betweenChecks), Faults.none(), connectionTimeout);
    }

    private RunningSandbox(
            Path folder,
            List<ClosedLedger> history,
            Consumer<HorizonServer> settings,
            Faults faults,
            Duration connectionTimeout)
            throws Exception {
        journal = Journal.open(journalOf(folder, history));
        server = new HorizonServer(0);
        settings.accept(server);
        server.serve(journal, new RecordedState(journal), faults, connectionTimeout);
    }

    private static Path journalOf(Path folder, List<ClosedLedger> history) throws IOException {
        Path file = folder.resolve("ledgers");
        LedgerSequence end = history.getLast().sequence();
        var header = new JournalHeader(PASSPHRASE, "a test", Instant.parse("2026-11-21T00:04:30Z"), end);
        try (var writer = JournalWriter.begin(file, header)) {
            for (ClosedLedger ledger : history) {
                writer.add(ledger);
            }
            writer.sync();
        }
        return file;
    }

    int port() {
        return server.port();
    }

    Journal journal() {
        return journal;
    }

    RawHttp.Exchange get(String path, String... headers) throws IOException {
        return RawHttp.get(server.port(), path, headers);
    }

    @Override
    public void close() throws IOException {
        journal.close();
        server.close();
    }
}
