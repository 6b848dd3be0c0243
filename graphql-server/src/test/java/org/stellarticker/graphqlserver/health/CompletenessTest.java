package org.stellarticker.graphqlserver.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.cursor.Backfill;

class CompletenessTest {

    private static final Instant NOW = Instant.parse("2026-08-29T20:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(7));

    @Test
    void aWholeWeekWithoutAGapIsComplete() {
        assertThat(of(BEGIN.minusSeconds(1), List.of(), Optional.empty(), OptionalDouble.empty()))
                .isEqualTo(new Completeness(Optional.of(BEGIN.minusSeconds(1)), 100, Optional.empty()));
    }

    @Test
    void beforeTheFirstPageNothingIsKnown() {
        var stored = new Completeness.Stored(Optional.empty(), List.of(), Optional.empty(), Duration.ZERO);

        assertThat(Completeness.of(stored, OptionalDouble.empty(), NOW)).isEqualTo(Completeness.UNKNOWN);
    }

    @Test
    void aBackfillEndsByItsRateWhileTheWindowMovesOn() {
        Instant from = BEGIN.plus(Duration.ofHours(84));

        // 84 h are left; they shrink by 41 h of pace and one hour of time an hour.
        assertThat(of(from, List.of(), backfill(Duration.ofDays(8)), OptionalDouble.of(41)))
                .isEqualTo(new Completeness(Optional.of(from), 50, Optional.of(NOW.plus(Duration.ofHours(2)))));
        assertThat(of(from, List.of(), backfill(Duration.ofDays(8)), OptionalDouble.empty())
                        .at())
                .as("no pace yet")
                .isEmpty();
    }

    @Test
    void aBackfillThatAsksForLessThanAWeekLeavesTheRestToTime() {
        Instant from = NOW.minus(Duration.ofDays(1));
        Instant lower = NOW.minus(Duration.ofDays(2));

        assertThat(of(from, List.of(), backfill(Duration.ofDays(2)), OptionalDouble.of(1000))
                        .at())
                .contains(lower.plus(Duration.ofDays(7)));
        assertThat(of(lower, List.of(), Optional.empty(), OptionalDouble.empty())
                        .at())
                .as("nothing is read any more")
                .contains(lower.plus(Duration.ofDays(7)));
    }

    @Test
    void gapsCountOnceAndAreOverWhenTheyAreOlderThanAWeek() {
        Instant gap = NOW.minus(Duration.ofHours(84));
        var gaps = List.of(
                new Gap(gap, gap.plusSeconds(3600), "gone"), new Gap(gap.plusSeconds(1800), gap.plusSeconds(6048), ""));

        assertThat(of(BEGIN, gaps, Optional.empty(), OptionalDouble.empty()))
                .isEqualTo(new Completeness(
                        Optional.of(gap.plusSeconds(6048)),
                        99,
                        Optional.of(gap.plusSeconds(6048).plus(Duration.ofDays(7)))));
    }

    @Test
    void whatTheLiveStreamLacksIsMissingToo() {
        var behind = new Completeness.Stored(Optional.of(BEGIN), List.of(), Optional.empty(), Duration.ofHours(84));

        assertThat(Completeness.of(behind, OptionalDouble.empty(), NOW))
                .isEqualTo(new Completeness(Optional.of(BEGIN), 50, Optional.empty()));
    }

    @Test
    void theRateIsThatOfTheLastHalfHour() {
        var rate = new BackfillPace();
        Instant start = NOW.minus(Duration.ofHours(5));

        assertThat(rate.add(reached(start, start), start.plusSeconds(4))).isEmpty();
        assertThat(rate.add(reached(start, start.minusSeconds(500)), start.plusSeconds(5)))
                .hasValue(100);
        assertThat(rate.add(reached(start, start.minusSeconds(1000)), start.plusSeconds(10)))
                .hasValue(100);
        // Nobody asked for hours, and it began again meanwhile.
        assertThat(rate.add(reached(start, start.minusSeconds(2000)), NOW)).isEmpty();
        assertThat(rate.add(reached(start, start.minusSeconds(2100)), NOW.plusSeconds(10)))
                .hasValue(10);
        assertThat(rate.add(reached(start, start.minusSeconds(2100)), NOW.plusSeconds(1900)))
                .as("stands still")
                .isEmpty();
    }

    private static Completeness of(Instant from, List<Gap> gaps, Optional<Backfill> backfill, OptionalDouble rate) {
        return Completeness.of(
                new Completeness.Stored(Optional.of(from), gaps, backfill, Duration.ofSeconds(5)), rate, NOW);
    }

    private static Optional<Backfill> backfill(Duration back) {
        return Optional.of(backfill(NOW, NOW.minus(back), Optional.empty()));
    }

    private static Backfill reached(Instant started, Instant reached) {
        return backfill(started, started.minus(Duration.ofDays(8)), Optional.of(reached));
    }

    private static Backfill backfill(Instant started, Instant lower, Optional<Instant> reached) {
        var token = new PagingToken("0-0");
        return new Backfill(1, token, token, Optional.empty(), lower, reached, 0, started, Optional.empty());
    }
}
