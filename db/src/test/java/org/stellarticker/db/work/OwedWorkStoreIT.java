package org.stellarticker.db.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

class OwedWorkStoreIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final OwedWorkStore owed = new OwedWorkStore(new Random(1));

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void itIsOwedOnceAndDueFromItsInstantOnTheLongestOverdueFirst() {
        owe("b.example", "", NOON.plusSeconds(60));
        owe("a.example", "", NOON.plusSeconds(30));
        owe("c.example", "", NOON.plusSeconds(90));
        owe("b.example", "newer", NOON);
        owe("b.example", "newest", NOON.plusSeconds(600));

        assertThat(due(NOON.minusMillis(1))).isEmpty();
        assertThat(due(NOON)).extracting(OwedWork::key).containsExactly("b.example");
        assertThat(due(NOON.plusSeconds(60)))
                .extracting(OwedWork::key, OwedWork::payload)
                .containsExactly(tuple("b.example", "newest"), tuple("a.example", ""));
        assertThat(db.database().<Map<String, Long>>snapshot(owed::countByKind)).isEqualTo(Map.of("toml", 3L));
    }

    @Test
    void whatFailsIsOwedLaterAndLaterWithoutEnd() {
        owe("a.example", "", NOON);
        Instant now = NOON;
        for (int attempt = 0; attempt < 40; attempt++) {
            OwedWork work = due(now).getFirst();
            assertThat(work.attempts()).isEqualTo(attempt);

            Instant next = fail(work, now);

            long minutes = Math.min(1L << Math.min(attempt, 30), 360);
            assertThat(Duration.between(now, next))
                    .isBetween(Duration.ofSeconds(minutes * 48), Duration.ofSeconds(minutes * 72));
            assertThat(due(next.minusMillis(1))).isEmpty();
            now = next.plusMillis(1);
        }
        assertThat(due(now)).singleElement().extracting(OwedWork::lastFault).isEqualTo("no answer");
    }

    @Test
    void whatIsDoneOrEndedIsOwedNoMore() {
        owe("a.example", "", NOON);
        owe("b.example", "", NOON);
        OwedWork done = due(NOON).getFirst();
        OwedWork ended = due(NOON).getLast();

        db.database().commit(tx -> owed.done(tx, done));
        db.execute("delete from owed_work where key = 'b.example'");
        fail(ended, NOON);

        assertThat(due(NOON.plus(Duration.ofDays(1)))).isEmpty();
    }

    private void owe(String key, String payload, Instant at) {
        db.database().commit(tx -> owed.owe(tx, "toml", key, payload, at));
    }

    private Instant fail(OwedWork work, Instant now) {
        return db.database().transaction(tx -> owed.failed(tx, work, "no answer", now));
    }

    private List<OwedWork> due(Instant now) {
        return db.database().snapshot(tx -> owed.listDue(tx, "toml", now, 10));
    }
}
