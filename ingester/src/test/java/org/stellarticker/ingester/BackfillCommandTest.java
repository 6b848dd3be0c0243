package org.stellarticker.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillCommandTest {

    @Test
    void timesAreInstantsOrDaysInAnyOrder() {
        assertThat(BackfillCommand.range(List.of("backfill", "--to", "2026-03-02", "--from", "2026-03-01T12:00:00Z")))
                .contains(new BackfillCommand.Range(
                        Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-02T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backfill",
                "backfil --from 2026-03-01 --to 2026-03-02",
                "backfill --from 2026-03-01",
                "backfill --from 2026-03-01 --from 2026-03-02",
                "backfill --from 2026-03-02 --to 2026-03-01",
                "backfill --from yesterday --to 2026-03-01",
                "backfill --from 2026-03-01 --to 2026-03-02 --now"
            })
    void whatElseIsSaidIsWrongUse(String arguments) {
        assertThat(BackfillCommand.range(List.of(arguments.split(" ")))).isEmpty();
    }
}
