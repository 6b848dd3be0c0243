package org.stellarticker.db.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

class RetryQueueIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final RetryKind<String> TOML = new RetryKind<>("toml", Function.identity(), Function.identity());

    private final RetryQueue queue = new RetryQueue(new Random(1));

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void queuesAKeyOnceAndListsTheLongestOverdueFirst() {
        enqueue("b.example", "", NOON.plusSeconds(60));
        enqueue("a.example", "", NOON.plusSeconds(30));
        enqueue("c.example", "", NOON.plusSeconds(90));
        enqueue("b.example", "newer", NOON);
        enqueue("b.example", "newest", NOON.plusSeconds(600));

        assertThat(due(NOON.minusMillis(1))).isEmpty();
        assertThat(due(NOON)).extracting(RetryTask::key).containsExactly("b.example");
        assertThat(due(NOON.plusSeconds(60)))
                .extracting(RetryTask::key, RetryTask::payload)
                .containsExactly(tuple("b.example", "newest"), tuple("a.example", ""));
        assertThat(db.database().<Optional<RetryTask<String>>>snapshot(tx -> queue.find(tx, TOML, "b.example")))
                .get()
                .extracting(RetryTask::payload)
                .isEqualTo("newest");
        assertThat(db.database().<Optional<RetryTask<String>>>snapshot(tx -> queue.find(tx, TOML, "other.example")))
                .isEmpty();
        assertThat(db.database().<Map<String, Long>>snapshot(queue::countByKind))
                .isEqualTo(Map.of("toml", 3L));
    }

    @Test
    void retriesAFailedTaskWithGrowingDelaysWithoutEnd() {
        enqueue("a.example", "", NOON);
        Instant now = NOON;
        for (int attempt = 0; attempt < 40; attempt++) {
            RetryTask<String> work = due(now).getFirst();
            assertThat(work.attempts()).isEqualTo(attempt);

            Instant next = fail(work, now);

            long minutes = Math.min(1L << Math.min(attempt, 30), 360);
            assertThat(Duration.between(now, next))
                    .isBetween(Duration.ofSeconds(minutes * 48), Duration.ofSeconds(minutes * 72));
            assertThat(due(next.minusMillis(1))).isEmpty();
            now = next.plusMillis(1);
        }
        assertThat(due(now)).singleElement().extracting(RetryTask::lastError).isEqualTo("no answer");
    }

    @Test
    void aCompletedOrRemovedTaskIsNotDueAgain() {
        enqueue("a.example", "", NOON);
        enqueue("b.example", "", NOON);
        RetryTask<String> complete = due(NOON).getFirst();
        RetryTask<String> ended = due(NOON).getLast();

        db.database().commit(tx -> queue.complete(tx, TOML, complete.key()));
        db.execute("delete from retry_task where key = 'b.example'");
        fail(ended, NOON);

        assertThat(due(NOON.plus(Duration.ofDays(1)))).isEmpty();
    }

    private void enqueue(String key, String payload, Instant at) {
        db.database().commit(tx -> queue.enqueue(tx, TOML, key, payload, at));
    }

    private Instant fail(RetryTask<String> work, Instant now) {
        return db.database().transaction(tx -> queue.reschedule(tx, work, "no answer", now));
    }

    private List<RetryTask<String>> due(Instant now) {
        return db.database().snapshot(tx -> queue.listDue(tx, TOML, now, 10));
    }
}
