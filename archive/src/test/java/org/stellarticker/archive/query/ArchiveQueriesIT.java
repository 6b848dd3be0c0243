package org.stellarticker.archive.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.archive.query.ArchivedFiles.ARCHIVED_AT;
import static org.stellarticker.archive.query.ArchivedFiles.FIRST;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.archive.ArchiveKeys;
import org.stellarticker.archive.ArchiveTable;

@Timeout(120)
class ArchiveQueriesIT {

    @TempDir
    Path folder;

    private ArchivedFiles archived;

    @BeforeEach
    void open() {
        archived = new ArchivedFiles(folder);
    }

    @Test
    void laterDaysAreReadOnlyWhenEarlierOnesHaveTooFewRows() throws Exception {
        DayVersion here = archived.putMinute(FIRST, 7);
        DayVersion away = new DayVersion(FIRST.plusDays(1), 1, ARCHIVED_AT);
        ArchiveQueries queries = queries(Duration.ofMinutes(1));
        List<List<DayVersion>> parts = List.of(List.of(here), List.of(away));

        assertThat(queries.rows(ArchiveTable.CANDLES_1M, parts, 1, ArchiveQueriesIT::trades))
                .isEqualTo(List.of(List.of("7")));
        assertThatThrownBy(() -> queries.rows(ArchiveTable.CANDLES_1M, parts, 2, ArchiveQueriesIT::trades))
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessageContaining("the manifest of 2026-03-02 is missing");
    }

    @Test
    void partsAreJoinedInTheirOrder() throws Exception {
        DayVersion one = archived.putMinute(FIRST, 1);
        DayVersion two = archived.putMinute(FIRST.plusDays(1), 2);
        DayVersion three = archived.putMinute(FIRST.plusDays(2), 3);

        assertThat(queries(Duration.ofMinutes(1))
                        .rows(
                                ArchiveTable.CANDLES_1M,
                                List.of(List.of(three), List.of(two, one)),
                                10,
                                ArchiveQueriesIT::trades))
                .isEqualTo(List.of(List.of("3"), List.of("2"), List.of("1")));
    }

    @Test
    void aStoreThatHangsCostsNoMoreThanTheLimit() throws Exception {
        DayVersion day = archived.putMinute(FIRST, 1);
        Path object = folder.resolve("archive").resolve(ArchiveKeys.current(ArchiveTable.CANDLES_1M, FIRST));
        Files.delete(object);
        // Who reads a pipe waits until somebody writes.
        assertThat(new ProcessBuilder("mkfifo", object.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> queries(Duration.ofSeconds(2))
                        .rows(ArchiveTable.CANDLES_1M, List.of(List.of(day)), 1, ArchiveQueriesIT::trades))
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessage("the archive does not answer within 2 s");
    }

    @Test
    void rowsBeyondTheMemoryAreRefused() throws Exception {
        DayVersion day = archived.putMinute(FIRST, 1);

        assertThatThrownBy(() -> queries(Duration.ofMinutes(1))
                        .rows(
                                ArchiveTable.CANDLES_1M,
                                List.of(List.of(day)),
                                1,
                                from -> "select repeat('x', 1000) from range(5000), " + from))
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessageContaining("expected rows of at most 4194304 bytes, found more");
    }

    private ArchiveQueries queries(Duration limit) {
        return new ArchiveQueries(archived.archive, folder.resolve("queries"), Clock.systemUTC(), limit);
    }

    private static String trades(String from) {
        return "select trade_count from " + from;
    }
}
