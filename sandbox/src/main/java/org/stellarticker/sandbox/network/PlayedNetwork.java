package org.stellarticker.sandbox.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.stellarticker.sandbox.journal.Journal;

/** A network that the sandbox plays: its journal, its present state, and its next ledgers. */
public interface PlayedNetwork extends LedgerSource, AutoCloseable {

    Journal journal();

    NetworkState state();

    /**
     * Returns orders whose fills are in the ledger that {@link #next} returned last, with the time of a fill of each.
     *
     * @param wanted by their ids; others are left out
     */
    default Map<UUID, Instant> filledOrders(Predicate<UUID> wanted) {
        return Map.of();
    }

    @Override
    void close() throws IOException;

    /** The source of a network. */
    @FunctionalInterface
    interface Source {

        /**
         * Continues the network whose journal is in a folder, or starts one there whose history ends now.
         *
         * @throws RuntimeException when the folder holds another network or none can be started; the message says what
         *     was expected
         */
        PlayedNetwork open(Path folder, Clock clock) throws IOException;
    }
}
