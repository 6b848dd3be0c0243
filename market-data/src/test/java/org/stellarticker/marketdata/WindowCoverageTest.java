package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.db.coverage.FetchedTime;
import org.stellarticker.db.coverage.Gap;

class WindowCoverageTest {

    private static final Instant FROM = Instant.parse("2026-03-01T11:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T11:00:00Z, 2026-03-01T11:59:55Z, true",
        "2026-03-01T11:00:00Z, 2026-03-01T12:00:00Z, true",
        "2026-03-01T11:00:00Z, 2026-03-01T11:59:00Z, true",
        "2026-03-01T11:00:00Z, 2026-03-01T11:58:59Z, false",
        "2026-03-01T11:00:01Z, 2026-03-01T11:59:55Z, false",
    })
    void aWindowThatEndsNowIsCompleteUpToTheNewestLedger(Instant completeFrom, Instant newest, boolean complete) {
        assertThat(coverage(completeFrom, newest).completeSoFar()).isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01T11:30:00Z, 2026-03-01T11:30:01Z, false", "2026-03-01T10:00:00Z, 2026-03-01T11:00:00Z, true"
    })
    void aGapInTheWindowMakesItIncomplete(Instant gapFrom, Instant gapTo, boolean complete) {
        var gap = new Gap(gapFrom, gapTo, "gone");

        assertThat(coverage(FROM, NOW.minusSeconds(5), gap).completeSoFar()).isEqualTo(complete);
    }

    private static WindowCoverage coverage(Instant completeFrom, Instant newest, Gap... gaps) {
        var fetched = new FetchedTime(Optional.of(completeFrom), Optional.of(newest), List.of(gaps));
        return new WindowCoverage(FROM, NOW, fetched, Set.of());
    }
}
