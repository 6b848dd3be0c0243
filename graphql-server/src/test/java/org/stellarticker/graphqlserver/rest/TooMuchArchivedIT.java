package org.stellarticker.graphqlserver.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.http.TestApi.members;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.Revisions;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.http.TestApi;

/** More days are archived than one answer may read, and none has a trade of the market. */
class TooMuchArchivedIT {

    private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
    private static final int DAYS = 401;
    private static final Instant KEPT = ArchivedDayStore.begin(FIRST.plusDays(DAYS));
    private static final String MARKET = "/api/v1/trades?base=native&counter=" + USD.key();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        db.database().commit(tx -> {
            for (int i = 0; i < DAYS; i++) {
                LocalDate day = FIRST.plusDays(i);
                var state = new Revisions(1, BigDecimal.ONE);
                new ArchivedDayStore().save(tx, new ArchivedDay(day, 1, 1, 1000, "0".repeat(64), state, 1, KEPT));
            }
            new RetentionWatermark().move(tx, KEPT, Duration.ofSeconds(5));
        });
        Clock clock = Clock.fixed(KEPT.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        api = RestApi.start(folder, db.database(), clock, Optional.of((_, _, _, _) -> List.of()));
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    @Test
    void aQuestionThatNoRetryCuresNamesItsField() throws IOException {
        JsonNode faults =
                api.problem(MARKET + "&from=2025-01-01T00:00:00Z", 400).get("faults");

        assertThat(faults).hasSize(1);
        assertThat(members(faults.get(0), "field", "value", "expected"))
                .isEqualTo(
                        "from 2025-01-01T00:00:00Z a shorter time: one answer reads at most 400 archived days, and 2 GiB"
                                + " of them");
    }

    @Test
    void aTimeOfAsManyDaysIsAnswered() throws IOException {
        assertThat(api.get(MARKET + "&from=2025-01-02T00:00:00Z")
                        .get("served_from")
                        .asText())
                .isEqualTo("both");
    }
}
