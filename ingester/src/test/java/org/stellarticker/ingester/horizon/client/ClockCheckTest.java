package org.stellarticker.ingester.horizon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ClockCheck check = new ClockCheck();

    /** An answer of a Horizon at noon to a machine whose clock is ahead by so much, after a round trip of two seconds. */
    private void answers(Duration ahead, int times) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(NOON.atZone(ZoneOffset.UTC));
        for (int time = 0; time < times; time++) {
            Instant now = NOON.plusMillis(700).plus(ahead);
            check.answered(now.minusSeconds(1), now.plusSeconds(1), date);
        }
    }

    private void ledger(Duration age, Duration ahead) {
        check.newestLedger(NOON.minus(age), NOON.plus(ahead));
    }

    @Test
    void aClockThatIsOffByLittleAgrees() {
        for (long millis = -5_000; millis <= 5_000; millis += 100) {
            answers(Duration.ofMillis(millis), 3);
            ledger(Duration.ofSeconds(6), Duration.ofMillis(millis));
            assertThat(check.fault()).as("%d ms", millis).isEmpty();
        }
    }

    @Test
    void aClockThatIsHalfAnHourAheadIsNamed() {
        ledger(Duration.ofSeconds(3), Duration.ofMinutes(30));
        answers(Duration.ofMinutes(30), 3);

        assertThat(check.fault())
                .hasValueSatisfying(fault ->
                        assertThat(fault).startsWith("this machine's clock is 1798 s ahead of Horizon's: set it"));
    }

    @Test
    void aClockThatIsTenSecondsBehindIsNamed() {
        answers(Duration.ofSeconds(-10), 3);

        assertThat(check.fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault).startsWith("this machine's clock is 8 s behind Horizon's: set it"));
    }

    @Test
    void aLedgerOfTheFutureProvesAClockThatIsBehind() {
        ledger(Duration.ofSeconds(3), Duration.ofMinutes(-30));

        assertThat(check.fault())
                .hasValueSatisfying(fault -> assertThat(fault)
                        .startsWith("this machine's clock is 1797 s behind Horizon's newest ledger: set it"));
    }

    @Test
    void aHorizonWhoseLedgersAreOldAndWhoseClockAgreesIsBehind() {
        answers(Duration.ZERO, 3);
        ledger(Duration.ofSeconds(1803), Duration.ZERO);

        assertThat(check.fault()).contains("Horizon's newest ledger closed 1803 s ago: Horizon is behind its network");
    }

    @Test
    void whereNoAnswerHasADateItIsOneOrTheOther() {
        check.answered(NOON, NOON, null);
        check.answered(NOON, NOON, "yesterday");
        ledger(Duration.ofSeconds(3), Duration.ofMinutes(30));

        assertThat(check.fault())
                .contains("Horizon's newest ledger closed 1803 s ago: Horizon is behind its network,"
                        + " or this machine's clock is ahead");
    }

    @Test
    void aDateThatIsWrongIsNoFaultOfAClockThatFitsTheLedgers() {
        ledger(Duration.ofSeconds(6), Duration.ZERO);
        answers(Duration.ofMinutes(30), 30);

        assertThat(check.fault()).isEmpty();
    }

    @Test
    void aClockThatIsSetRightAgrees() {
        answers(Duration.ofMinutes(-30), 3);
        ledger(Duration.ofSeconds(3), Duration.ZERO);
        assertThat(check.fault()).isPresent();

        answers(Duration.ZERO, 1);
        assertThat(check.fault()).isEmpty();
    }
}
