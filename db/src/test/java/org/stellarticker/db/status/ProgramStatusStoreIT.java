package org.stellarticker.db.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.db.TestDatabase;

class ProgramStatusStoreIT {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final ProgramStatusStore reports = new ProgramStatusStore();

    @Test
    void eachCopysLastReportIsKept() {
        var first =
                new ProgramReport("ingester", "a", "starting", "", Optional.empty(), OptionalDouble.empty(), "1", NOW);
        var later = new ProgramReport(
                "ingester", "a", "running", "at 7", Optional.of(NOW), OptionalDouble.of(1.5), "1", NOW.plusSeconds(2));
        var copy =
                new ProgramReport("ingester", "b", "standby", "", Optional.empty(), OptionalDouble.empty(), "1", NOW);

        db.database().commit(tx -> List.of(first, copy, later).forEach(report -> reports.save(tx, report)));

        assertThat(db.database().<List<ProgramReport>>snapshot(reports::list)).containsExactly(later, copy);
    }
}
