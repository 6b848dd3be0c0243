package org.stellarticker.sandbox.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;

/** A network that the sandbox plays: the journal that it writes, what it shows beside, and what happens next. */
public interface PlayedNetwork extends AutoCloseable {

    Journal journal();

    NetworkState state();

    /** What the next ledger holds, which closes at that time; each ledger is asked for once, in order. */
    ClosedLedger next(LedgerSequence sequence, Instant closedAt) throws IOException;

    @Override
    void close() throws IOException;

    /** Where a network comes from. */
    @FunctionalInterface
    interface Source {

        /**
         * Goes on with the network whose journal lies in a folder, or begins one there, whose history ends now.
         *
         * @throws RuntimeException saying what was expected, when the folder holds another network or none can be begun
         */
        PlayedNetwork open(Path folder, Clock clock) throws IOException;
    }
}
