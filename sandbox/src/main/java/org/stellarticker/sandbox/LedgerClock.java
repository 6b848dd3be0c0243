package org.stellarticker.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.network.LedgerSource;

/** Closes a ledger at each interval, and more of them while one does not take all that waits. Time in which the sandbox was down is a pause: no ledger is closed late for it. */
final class LedgerClock implements Follower {

    private final Journal journal;
    private final LedgerSource network;
    private final Duration interval;
    private final Clock clock;
    private final Progress progress;
    private final ClosedLedgers closed;

    LedgerClock(
            Journal journal,
            LedgerSource network,
            Duration interval,
            Clock clock,
            Progress progress,
            ClosedLedgers closed) {
        this.journal = journal;
        this.network = network;
        this.interval = interval;
        this.clock = clock;
        this.progress = progress.stalledAfter(interval.multipliedBy(3).plusSeconds(10));
        this.closed = closed;
    }

    @Override
    public void follow(Stop stop) throws IOException, InterruptedException {
        long due = System.nanoTime() + interval.toNanos();
        while (!stop.await(Duration.ofNanos(Math.max(0, due - System.nanoTime())))) {
            do {
                closeNext();
            } while (network.hasMore() && !stop.requested());
            // Missed ledgers are not closed later.
            due = Math.max(due + interval.toNanos(), System.nanoTime());
        }
    }

    /**
     * Closes the ledger after the newest, now. When the clock was set back, the close time stays that of the ledger
     * before.
     */
    void closeNext() throws IOException, InterruptedException {
        JournalView newest = journal.view();
        var sequence = new LedgerSequence(newest.latest()).next();
        Instant begun = clock.instant();
        Instant now = begun.truncatedTo(ChronoUnit.SECONDS);
        Instant before = Instant.ofEpochSecond(newest.latestClosedAt());
        ClosedLedger ledger = network.next(sequence, now.isBefore(before) ? before : now);
        journal.append(ledger);
        progress.running("ledger " + sequence, Duration.ZERO);
        closed.closed(ledger, begun);
    }
}
