package org.stellarticker.graphqlserver.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;

/** Two servers enforce one quota. */
class QuotasIT {

    private static final AccountConfig CONFIG = new AccountConfig(SignUp.OFF, 600);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final Clock clock = Clock.systemUTC();

    @BeforeEach
    void clear() {
        db.clear();
        // The quota is whole again with the next minute of the database.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> db.rows("select extract(second from now()) < 35").equals(List.of("t")));
    }

    private String key(int quota) {
        return db.database().transaction(tx -> {
            var account = new Accounts(clock).create(tx, AccountAudit.OPERATOR, "alice", Optional.empty());
            return new Keys(clock)
                    .create(
                            tx,
                            AccountAudit.OPERATOR,
                            account.id(),
                            new Keys.Wanted("test", SignUps.USUAL, quota, Optional.empty()))
                    .text();
        });
    }

    @Test
    void twoServersTogetherAnswerWhatTheQuotaAllowsAndNoMore() throws Exception {
        int quota = 200;
        String key = key(quota);
        try (Node one = Node.start(folder, db.database(), CONFIG, clock);
                Node other = Node.start(folder, db.database(), CONFIG, clock);
                var threads = Executors.newFixedThreadPool(4)) {
            var asking = new ArrayList<Callable<List<Integer>>>();
            for (Node node : List.of(one, other, one, other)) {
                asking.add(() -> {
                    var statuses = new ArrayList<Integer>();
                    for (int i = 0; i < quota / 2; i++) {
                        statuses.add(node.get("/public", key).status());
                    }
                    return statuses;
                });
            }
            var statuses = new ArrayList<Integer>();
            for (var result : threads.invokeAll(asking)) {
                statuses.addAll(result.get());
            }
            long answered = statuses.stream().filter(status -> status == 200).count();
            assertThat(answered).isBetween(quota * 95L / 100, (long) quota);
            assertThat(statuses.stream().filter(status -> status == 429).count())
                    .isEqualTo(2L * quota - answered);
            one.writeUsage();
            other.writeUsage();
            assertThat(db.rows("select sum(used), sum(refused) from key_usage"))
                    .containsExactly(answered + "\t" + (2L * quota - answered));
            assertThat(db.rows("select last_used_at is not null from api_key")).containsExactly("t");
        }
    }

    @Test
    void headersSayWhatIsLeftAndWhenItIsWholeAgain() throws Exception {
        String key = key(3);
        try (Node node = Node.start(folder, db.database(), CONFIG, clock)) {
            for (int left = 2; left >= 0; left--) {
                var answer = node.get("/public", key);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers())
                        .containsEntry("X-RateLimit-Limit", "3")
                        .containsEntry("X-RateLimit-Remaining", String.valueOf(left));
            }
            var refused = node.get("/public", key);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers().get("Retry-After"))
                    .isEqualTo(refused.headers().get("X-RateLimit-Reset"));
            assertThat(Integer.parseInt(refused.headers().getOrDefault("X-RateLimit-Reset", "0")))
                    .isBetween(1, 60);
            assertThat(node.get("/public", "").status()).as("without a key").isEqualTo(200);
        }
    }

    private record Made(long id, String text) {}

    private Made another(int quota) {
        return db.database().transaction(tx -> {
            long account = tx.get("select id from account", columns -> columns.getLong(1));
            var wanted = new Keys.Wanted("another", SignUps.USUAL, quota, Optional.empty());
            var created = new Keys(clock).create(tx, AccountAudit.OPERATOR, account, wanted);
            return new Made(created.key().id(), created.text());
        });
    }

    private static long answered(Node node, String key, int requests) throws Exception {
        long answered = 0;
        for (int i = 0; i < requests; i++) {
            answered += node.get("/public", key).status() == 200 ? 1 : 0;
        }
        return answered;
    }

    @Test
    void theKeysOfAnAccountShareTheLargestQuota_soThatAnotherKeyBringsNoFreshOne() throws Exception {
        String first = key(5);
        try (Node node = Node.start(folder, db.database(), CONFIG, clock)) {
            assertThat(answered(node, first, 6)).isEqualTo(5);
            Made second = another(5);
            assertThat(answered(node, second.text(), 1)).as("beside the first").isZero();
            db.database().commit(tx -> new Keys(clock).revoke(tx, AccountAudit.OPERATOR, second.id()));
            assertThat(answered(node, another(5).text(), 1))
                    .as("in place of the second")
                    .isZero();
            assertThat(answered(node, another(7).text(), 8))
                    .as("what is larger is left of a larger one")
                    .isEqualTo(2);
        }
    }

    @Test
    void mostRequestsWriteNothing() throws Exception {
        String key = key(10_000);
        try (Node node = Node.start(folder, db.database(), CONFIG, clock)) {
            for (int i = 0; i < 400; i++) {
                assertThat(node.get("/public", key).status()).isEqualTo(200);
            }
            assertThat(db.rows("select granted from key_usage"))
                    .as("one part of a twentieth is enough")
                    .containsExactly("500");
        }
    }
}
