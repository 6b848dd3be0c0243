package org.stellarticker.graphqlserver.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;

class ReplicaAgeIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Progress progress = new Progress("replica", CLOCK);
    private ReplicaAge age;

    @BeforeEach
    void emptyDatabase() {
        database.clear();
        age = new ReplicaAge(new LiveDatabase(database.database(), CLOCK), Duration.ofSeconds(30), CLOCK, progress);
    }

    @Test
    void theNewestReportOfAnyProgramHasTheAgeOfTheReplica() throws Exception {
        report("ingester", NOW.minusSeconds(300));
        report("aggregator", NOW.minusSeconds(30));

        age.run();

        assertThat(age.complaint()).isEmpty();
        assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
        assertThat(progress.report().lag()).contains(Duration.ofSeconds(30));
    }

    @Test
    void anOlderReplicaIsDegradedUntilItIsNewAgain() throws Exception {
        report("ingester", NOW.minusSeconds(31));

        age.run();

        assertThat(age.complaint()).contains("the read replica is 31 s old, more than REPLICA_MAX_LAG (30 s)");
        assertThat(progress.report().state()).isEqualTo(ProgramState.DEGRADED);

        report("ingester", NOW.minusSeconds(2));
        age.run();

        assertThat(age.complaint()).isEmpty();
        assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
    }

    private static void report(String program, Instant at) {
        var report = new ProgramReport(program, "one", "running", "", Optional.of(at), OptionalDouble.empty(), "1", at);
        database.database().commit(tx -> new ProgramStatusStore().save(tx, report));
    }
}
