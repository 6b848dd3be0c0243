package org.stellarticker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.sandbox.journal.Ledgers.NOON;
import static org.stellarticker.sandbox.journal.Ledgers.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.Ledgers;
import org.stellarticker.sandbox.network.LedgerSource;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.PlayedNetwork;

class LedgerClockTest {

    private Path file;
    private Journal journal;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException, InterruptedException {
        file = folder.resolve("ledgers");
        Ledgers.write(file, List.of(ledger(7, NOON, 2)));
        journal = Journal.open(file);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        journal.close();
    }

    @Test
    void ledgersCloseInWholeSecondsUnderTheNextNumbers() throws IOException, InterruptedException {
        at(NOON.plusMillis(1_999)).closeNext();
        at(NOON.plusMillis(2_001)).closeNext();

        assertThat(Ledgers.read(file).stream().map(ClosedLedger::closedAt))
                .containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(journal.view().latest()).isEqualTo(9);
    }

    @Test
    void aClockSetBackDoesNotMoveCloseTimesBack() throws IOException, InterruptedException {
        at(NOON.minus(Duration.ofHours(1))).closeNext();

        assertThat(Instant.ofEpochSecond(journal.view().latestClosedAt())).isEqualTo(NOON);
        assertThat(journal.view().latest()).isEqualTo(8);
    }

    @Test
    void downtimeIsAPause() throws IOException, InterruptedException {
        at(NOON.plus(Duration.ofDays(1))).closeNext();

        assertThat(journal.view().latest()).isEqualTo(8);
        assertThat(Instant.ofEpochSecond(journal.view().latestClosedAt())).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void aNetworkThatFailsThrowsAndClosesNothing() {
        LedgerClock clock = clock(Clock.systemUTC(), (sequence, closedAt) -> {
            throw new IOException("no more ledgers");
        });

        assertThatThrownBy(clock::closeNext).hasMessage("no more ledgers");
        assertThat(journal.view().latest()).isEqualTo(7);
    }

    @Test
    void ledgersCloseUntilTheStop() {
        var stop = new Stop();
        var clock = clock(Clock.systemUTC(), ClosedLedger::empty);

        var following = CompletableFuture.runAsync(() -> follow(clock, stop));
        await().until(() -> journal.view().latest() > 10);
        stop.request();

        following.join();
    }

    @Test
    void whatALedgerDoesNotTakeClosesFurtherOnesAtOnce() {
        var stop = new Stop();
        var full = new LedgerSource() {
            private int closed;

            @Override
            public ClosedLedger next(LedgerSequence sequence, Instant closedAt) {
                closed++;
                return ClosedLedger.empty(sequence, closedAt);
            }

            @Override
            public boolean hasMore() {
                return closed < 10;
            }
        };

        var following =
                CompletableFuture.runAsync(() -> follow(clock(Duration.ofSeconds(3), Clock.systemUTC(), full), stop));
        // One at each interval would take half a minute.
        await().atMost(Duration.ofSeconds(15)).until(() -> journal.view().latest() >= 17);
        stop.request();

        following.join();
    }

    private static void follow(LedgerClock clock, Stop stop) {
        try {
            clock.follow(stop);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private LedgerClock at(Instant now) {
        return clock(Clock.fixed(now, ZoneOffset.UTC), (sequence, closedAt) -> ledger(sequence.value(), closedAt, 1));
    }

    private LedgerClock clock(Clock clock, LedgerSource network) {
        return clock(Duration.ofMillis(10), clock, network);
    }

    private LedgerClock clock(Duration interval, Clock clock, LedgerSource network) {
        return new LedgerClock(journal, network, interval, clock, new Progress("ledgers", clock), closed(clock));
    }

    private ClosedLedgers closed(Clock clock) {
        return new ClosedLedgers(Traces.off(), new Played(journal), clock);
    }

    /** Of no interest while nothing is traced. */
    private record Played(Journal journal) implements PlayedNetwork {

        @Override
        public NetworkState state() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClosedLedger next(LedgerSequence sequence, Instant closedAt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // The test closes the journal.
        }
    }
}
