package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final SetClock clock = new SetClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final StatusBoard board = new StatusBoard("ingester", "host:8000", "0.1.0", clock);
    private final Progress trades = board.progress("trades").stalledAfter(Duration.ofSeconds(90));

    @Test
    void aProgramStartsUntilItsWorkReports() {
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
    void theLagGrowsWhileNothingGetsOn() {
        trades.running("live", Duration.ofSeconds(3));
        clock.pass(Duration.ofSeconds(20));

        assertThat(board.report().lagSeconds()).hasValue(23);
        assertThat(board.report().detail()).isEqualTo("trades: live, 23 s behind");

        trades.running("live", Duration.ofSeconds(2));
        assertThat(board.report().lagSeconds()).hasValue(2);
    }

    @Test
    void workThatReportsNothingForTooLongIsStalled() {
        trades.running("live");
        clock.pass(Duration.ofSeconds(91));
        trades.hindered("Horizon\ndoes not answer");

        var status = board.report();

        assertThat(status.state()).isEqualTo(ProgramState.STALLED.word());
        assertThat(status.detail()).isEqualTo("trades: live; Horizon does not answer (stalled)");
        assertThat(status.lastProgress()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void workThatNeverReportedIsStalledInTheEnd() {
        clock.pass(Duration.ofSeconds(91));

        assertThat(board.report().state()).isEqualTo(ProgramState.STALLED.word());
    }

    @Test
    void progressMendsWhatHindered() {
        trades.hindered("Horizon does not answer");
        trades.running("live");

        assertThat(board.report().detail()).isEqualTo("trades: live");
    }

    @Test
    void whoWaitsOrHasFinishedIsNeverStalled() {
        trades.standby("another copy leads");
        board.progress("backfill").finished("all");
        clock.pass(Duration.ofDays(1));

        assertThat(board.report().state()).isEqualTo(ProgramState.STANDBY.word());
        assertThat(board.report().detail()).isEqualTo("trades: another copy leads");
    }

    private static final class SetClock extends Clock {

        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
