package org.stellarticker.jsongenerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.TestClock;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;

class PublisherTest {

    private static final Instant START = Instant.parse("2026-08-29T20:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final Progress progress = new Progress("markets", clock);
    private final Paper paper = new Paper();

    @Test
    void aVersionIsPublishedAtTheStartAndAfterEachSignal() {
        run(List.of(false, true, false, true));

        assertThat(paper.published).hasSize(3);
        assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
        assertThat(progress.report().detail()).isEqualTo("3 pairs");
    }

    @Test
    void aBurstOfSignalsGivesOneVersionASecond() {
        run(Collections.nCopies(20, true));

        assertThat(paper.published).hasSize(21);
        assertThat(Duration.between(paper.published.getFirst(), paper.published.getLast()))
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aChangeWhoseSignalWasLostIsFoundByPolling() {
        paper.changesBeforeLook = 3;

        run(List.of(false, false, false, false));

        assertThat(paper.published).hasSize(2);
    }

    @Test
    void aQuietFileIsPublishedAtLeastEveryHalfMinute() {
        run(Collections.nCopies(100, false));

        assertThat(paper.published).hasSizeBetween(4, 6);
        for (int i = 1; i < paper.published.size(); i++) {
            assertThat(Duration.between(paper.published.get(i - 1), paper.published.get(i)))
                    .isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void aFullDiskIsReportedAndRetried() {
        paper.failures = 1;

        run(List.of(false));

        assertThat(paper.published).hasSize(2);
        assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
    }

    @Test
    void aDiskThatStaysFullStallsTheProgramAndNamesFileAndCause() {
        paper.failures = Integer.MAX_VALUE;
        paper.failuresUntilTheEnd = 2;

        run(List.of());
        clock.advance(Duration.ofMinutes(2));

        assertThat(progress.report().state()).isEqualTo(ProgramState.STALLED);
        assertThat(progress.report().detail())
                .isEqualTo("/www/markets.json: cannot be written (No space left on device); the version before stays");
    }

    @Test
    void aPublicationThatStaysOldIsDegraded() {
        paper.asOf = START.minusSeconds(300);

        run(Collections.nCopies(100, false));

        assertThat(progress.report().state()).isEqualTo(ProgramState.DEGRADED);
        assertThat(progress.report().detail()).contains("pairs, stale since 2026-08-29T19:55:00Z");
        assertThat(progress.report().lag())
                .hasValueSatisfying(lag -> assertThat(lag).isGreaterThan(Duration.ofMinutes(6)));
    }

    @Test
    void atTheStartOldWindowsAreNotYetDegraded() {
        paper.asOf = START.minusSeconds(300);

        run(List.of());

        assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
        assertThat(progress.report().detail()).isEqualTo("1 pairs, stale since 2026-08-29T19:55:00Z");
        assertThat(progress.report().lag())
                .hasValueSatisfying(lag -> assertThat(lag).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(310)));
    }

    @Test
    void itWaitsUntilThereIsContent() {
        paper.empty = true;
        paper.failuresUntilTheEnd = 1;

        run(List.of());

        assertThat(progress.report().state()).isEqualTo(ProgramState.CATCHING_UP);
        assertThat(progress.report().detail()).isEqualTo("waiting for the first snapshot");
    }

    /** Runs until the signals are used up; all waiting takes its time on the clock only. */
    private void run(List<Boolean> signals) {
        Deque<Boolean> left = new ArrayDeque<>(signals);
        var publisher = new Publisher(paper, atMost -> next(left, atMost), progress, clock);
        while (!paper.finished) {
            Duration rest = publisher.round();
            clock.advance(rest);
        }
    }

    private boolean next(Deque<Boolean> signals, Duration atMost) {
        paper.finished = signals.isEmpty();
        boolean given = !signals.isEmpty() && signals.pop();
        if (!given) {
            clock.advance(atMost);
        }
        return given;
    }

    /** A file of which only the dates are kept. */
    private final class Paper implements Publication {
        private final List<Instant> published = new ArrayList<>();
        private Instant asOf = START;
        private boolean empty;
        private boolean finished;
        private int changesBeforeLook;
        private int failures;
        private int failuresUntilTheEnd;

        @Override
        public Duration leastInterval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<Version> publish() throws UnwritableFile {
            if (empty) {
                countFailure();
                return Optional.empty();
            }
            published.add(clock.instant());
            if (failures > 0) {
                failures--;
                countFailure();
                throw new UnwritableFile(Path.of("/www/markets.json"), new IOException("No space left on device"));
            }
            return Optional.of(new Version(published.size() + " pairs", 10, START, asOf));
        }

        private void countFailure() {
            failuresUntilTheEnd--;
            if (failuresUntilTheEnd == 0) {
                finished = true;
            }
        }

        @Override
        public boolean changedSince(Version version) {
            changesBeforeLook--;
            return changesBeforeLook == 0;
        }
    }
}
