package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.TestClock;

class ProgressTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final TestClock steady = new TestClock(Instant.EPOCH);
    private final StatusBoard board = new StatusBoard("ingester", "host:8000", "0.1.0", clock, steady);
    private final Progress trades = board.progress("trades").stalledAfter(Duration.ofSeconds(90));

    @Test
    void aProgramIsStartingUntilItsWorkReports() {
        assertThat(board.report().state()).isEqualTo(ProgramState.STARTING.word());
        assertThat(board.report().lastProgress()).isEmpty();
    }

    @Test
    void theWorstOfAllWorkIsTheProgramsState() {
        trades.running("live", Duration.ofSeconds(3));
        board.progress("backfill").catchingUp("43 %");

        var status = board.report();

        assertThat(status.state()).isEqualTo(ProgramState.CATCHING_UP.word());
        assertThat(status.detail()).isEqualTo("backfill: 43 % | trades: live, 3 s behind");
        assertThat(status.lagSeconds()).hasValue(3);
        assertThat(status.lastProgress()).contains(clock.instant());
    }

    @Test
    void theLagGrowsWithoutProgress() {
        trades.running("live", Duration.ofSeconds(3));
        pass(Duration.ofSeconds(20));

        assertThat(board.report().lagSeconds()).hasValue(23);
        assertThat(board.report().detail()).isEqualTo("trades: live, 23 s behind");

        trades.running("live", Duration.ofSeconds(2));
        assertThat(board.report().lagSeconds()).hasValue(2);
    }

    @Test
    void workThatReportsNothingForTooLongIsStalled() {
        trades.running("live");
        pass(Duration.ofSeconds(91));
        trades.retrying("Horizon\ndoes not answer");

        var status = board.report();

        assertThat(status.state()).isEqualTo(ProgramState.STALLED.word());
        assertThat(status.detail()).isEqualTo("trades: live; Horizon does not answer (stalled)");
        assertThat(status.lastProgress()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void workThatNeverReportedBecomesStalled() {
        pass(Duration.ofSeconds(91));

        assertThat(board.report().state()).isEqualTo(ProgramState.STALLED.word());
    }

    @Test
    void progressEndsRetrying() {
        trades.retrying("Horizon does not answer");
        trades.running("live");

        assertThat(board.report().detail()).isEqualTo("trades: live");
    }

    @Test
    void standbyAndFinishedWorkIsNeverStalled() {
        trades.standby();
        board.progress("backfill").finished("all");
        pass(Duration.ofDays(1));

        assertThat(board.report().state()).isEqualTo(ProgramState.STANDBY.word());
        assertThat(board.report().detail()).isEqualTo("trades: another copy leads");
    }

    @Test
    void waitingForATurnIsNoStall() {
        trades.running("5 books");
        trades.awaitTurn();
        pass(Duration.ofMinutes(15));

        assertThat(board.report().state()).isEqualTo(ProgramState.RUNNING.word());
        assertThat(board.report().detail()).isEqualTo("trades: 5 books; waits for its turn");

        trades.resume();
        pass(Duration.ofSeconds(91));
        assertThat(board.report().state()).isEqualTo(ProgramState.STALLED.word());
    }

    @Test
    void timeBetweenWaitsCountsTowardsAStall() {
        trades.running("no answer");
        for (int failure = 0; failure < 10; failure++) {
            trades.awaitTurn();
            trades.awaitTurn();
            pass(Duration.ofSeconds(30));
            trades.resume();
            trades.resume();
            pass(Duration.ofSeconds(10));
        }

        assertThat(board.report().state()).isEqualTo(ProgramState.STALLED.word());
    }

    @Test
    void workThatNeverHadItsTurnIsCatchingUp() {
        trades.awaitTurn();
        pass(Duration.ofMinutes(15));

        assertThat(board.report().state()).isEqualTo(ProgramState.CATCHING_UP.word());
        assertThat(board.report().detail()).isEqualTo("trades: waits for its turn");
    }

    @Test
    void settingTheClockIsNoStall() {
        trades.running("live", Duration.ofSeconds(3));
        clock.advance(Duration.ofMinutes(30));
        steady.advance(Duration.ofSeconds(1));

        assertThat(board.report().state()).isEqualTo(ProgramState.RUNNING.word());
        assertThat(board.report().lagSeconds()).hasValue(4);
    }

    @Test
    void aLagIsNeverNegative() {
        trades.running("live", Duration.ofMinutes(-30));

        assertThat(board.report().lagSeconds()).hasValue(0);
    }

    @Test
    void workWhoseLagDoesNotShrinkIsDegraded() {
        for (int second = 0; second < 660; second += 5) {
            trades.catchingUp("reading what was missed", Duration.ofSeconds(1803 + second % 7));
            pass(Duration.ofSeconds(5));
        }

        assertThat(board.report().state()).isEqualTo(ProgramState.DEGRADED.word());
        assertThat(board.report().detail())
                .isEqualTo("trades: reading what was missed; has not come nearer for 11 min 0 s, 30 min 12 s behind");

        trades.running("live", Duration.ofSeconds(3));
        assertThat(board.report().state()).isEqualTo(ProgramState.RUNNING.word());
    }

    @Test
    void workWhoseRestDoesNotGetLessIsDegraded() {
        for (int second = 0; second < 660; second += 5) {
            trades.catchingUp("1,000 change marks wait", 1000 + second % 7);
            pass(Duration.ofSeconds(5));
        }

        assertThat(board.report().state()).isEqualTo(ProgramState.DEGRADED.word());
        assertThat(board.report().detail())
                .isEqualTo("trades: 1,000 change marks wait; has not come nearer for 11 min 0 s");
        assertThat(board.report().lagSeconds()).isEmpty();
    }

    @Test
    void workThatDoesNotAdvanceIsDegraded() {
        for (int second = 0; second < 660; second += 5) {
            trades.advancing("43 %", 1000);
            pass(Duration.ofSeconds(5));
        }

        assertThat(board.report().state()).isEqualTo(ProgramState.DEGRADED.word());
        assertThat(board.report().detail()).isEqualTo("trades: 43 %; has not come nearer for 11 min 0 s");
    }

    /** A year without a request budget: half a day in ten minutes. */
    @Test
    void workThatAdvancesSlowlyIsWell() {
        for (int minute = 0; minute < 600; minute++) {
            trades.advancing("43 %", minute / 5);
            pass(Duration.ofMinutes(1));
            assertThat(board.report().state()).isEqualTo(ProgramState.CATCHING_UP.word());
        }
    }

    @Test
    void timeSpentWaitingForATurnIsNoEndlessCatchUp() {
        for (int page = 0; page < 200; page++) {
            trades.catchingUp("audit", Duration.ofHours(1));
            trades.awaitTurn();
            pass(Duration.ofSeconds(58));
            trades.resume();
            pass(Duration.ofSeconds(2));
        }

        assertThat(board.report().state()).isEqualTo(ProgramState.CATCHING_UP.word());
    }

    @Test
    void workWhoseLagShrinksIsWell() {
        for (int minute = 0; minute < 600; minute++) {
            trades.catchingUp("reading what was missed", Duration.ofSeconds(36_000 - 60 * minute));
            pass(Duration.ofMinutes(1));
            assertThat(board.report().state()).isEqualTo(ProgramState.CATCHING_UP.word());
        }
    }

    private void pass(Duration time) {
        clock.advance(time);
        steady.advance(time);
    }
}
