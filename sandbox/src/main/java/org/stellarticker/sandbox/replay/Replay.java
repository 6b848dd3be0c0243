package org.stellarticker.sandbox.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.JournalException;
import org.stellarticker.sandbox.journal.JournalReader;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.PlayedNetwork;

/** Plays a recording: it starts or continues a journal and closes the rest of the recorded ledgers. */
public final class Replay implements PlayedNetwork {

    private final Journal journal;
    private final JournalReader upcoming;

    /**
     * Opens the replay in a folder, or starts one there whose history ends now.
     *
     * @throws ReplayException when the recording cannot be read, or is not the one with which the journal was started
     * @throws JournalException when the journal cannot be used
     */
    public static Replay open(Recording recording, Path folder, Clock clock) throws IOException {
        Path ledgers = folder.resolve(ReplayStart.LEDGERS);
        String fingerprint = recording.fingerprint();
        if (!Files.exists(ledgers)) {
            begin(recording, fingerprint, folder, clock);
        }
        Journal journal = Journal.open(ledgers);
        boolean opened = false;
        try {
            requireSame(recording, fingerprint, journal, folder);
            var replay = new Replay(journal, new JournalReader(folder.resolve(ReplayStart.UPCOMING)));
            opened = true;
            return replay;
        } catch (NoSuchFileException lost) {
            throw new JournalException(
                    "journal " + folder + ": expected the file \"upcoming\" beside \"ledgers\", found "
                            + "none; remove the folder to begin a new one");
        } finally {
            if (!opened) {
                journal.close();
            }
        }
    }

    private static void begin(Recording recording, String fingerprint, Path folder, Clock clock) {
        try {
            Files.createDirectories(folder);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            String passphrase = "Stellar Ticker Sandbox ; replay of " + recording.name();
            new ReplayStart(recording, folder).write(passphrase, fingerprint, now);
        } catch (IOException unwritable) {
            throw new JournalException(
                    "journal " + folder + ": expected a folder with room to write, found " + unwritable);
        }
    }

    private static void requireSame(Recording recording, String fingerprint, Journal journal, Path folder) {
        if (!journal.header().source().equals(fingerprint)) {
            throw recording.fault("expected the recording with which the journal in " + folder
                    + " was begun (\"" + journal.header().networkPassphrase()
                    + "\"), found another; give that one again, or remove the folder to begin a new journal");
        }
    }

    private Replay(Journal journal, JournalReader upcoming) throws IOException {
        this.journal = journal;
        this.upcoming = upcoming;
        upcoming.skip(journal.tradedSinceHistory());
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public NetworkState state() {
        return new RecordedState(journal);
    }

    /**
     * Returns the next recorded ledger that has trades, with the given number and time; an empty one when all were
     * played.
     */
    @Override
    public ClosedLedger next(LedgerSequence sequence, Instant closedAt) throws IOException {
        return upcoming.next()
                .map(recorded -> Rebase.of(recorded, sequence, closedAt))
                .orElseGet(() -> ClosedLedger.empty(sequence, closedAt));
    }

    @Override
    public void close() throws IOException {
        upcoming.close();
        journal.close();
    }
}
