package org.stellarticker.db.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.Transaction;

/** What is added up of waiting messages is what a count of all of them gives. */
class DeliveryCountIT {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final int SUBSCRIPTIONS = 4;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final DeliveryStore deliveries = new DeliveryStore();
    private final DueDeliveryStore due = new DueDeliveryStore();
    private final BacklogStore backlog = new BacklogStore();
    private final Random random = new Random(20_261_130);
    private int number;

    @BeforeEach
    void subscribe() {
        db.clear();
        db.execute("insert into account (name, created_at) values ('alice', now());"
                + "insert into subscription (account_id, name, type, delivery, url, created_at, changed_at, enabled_at,"
                + " after_event, revision) select id, '', 'gap', 'webhook', 'https://example.com/', 'epoch', 'epoch',"
                + " 'epoch', 0, n from account, generate_series(1, " + SUBSCRIPTIONS + ") as n");
    }

    @Test
    void eachChangeOfWhatWaitsIsCounted() {
        for (int step = 0; step < 300; step++) {
            change(random.nextInt(8));
            if (random.nextInt(5) == 0) {
                db.database().commit(random.nextInt(6) == 0 ? backlog::recount : backlog::sumCounts);
            }
            assertCounted("step " + step);
        }
        db.database().commit(backlog::sumCounts);
        assertThat(db.rows("select count(*) - count(distinct subscription_id) from delivery_count"))
                .as("one row of a subscription")
                .containsExactly("0");
    }

    @Test
    void whatIsCountedAnewOrSummedUpWhileOthersChangeItIsRight() throws Exception {
        List<Runnable> changes = List.of(
                () -> change(0),
                () -> change(1),
                () -> db.database().commit(backlog::sumCounts),
                () -> db.database().commit(backlog::recount));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var loops = new ArrayList<Future<?>>();
            changes.forEach(change -> loops.add(threads.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    change.run();
                }
            })));
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        assertCounted("in the end");
    }

    @Test
    void aRecountThatBeganBeforeASumWasCommittedCountsOnce() throws Exception {
        add(subscription());
        add(subscription());

        whileUncommitted(backlog::sumCounts, backlog::recount);

        assertCounted("recount beside a sum");
    }

    @Test
    void aRecountThatBeganBeforeAnotherWasCommittedCountsOnce() throws Exception {
        add(subscription());

        whileUncommitted(backlog::recount, backlog::recount);

        assertCounted("recount beside a recount");
    }

    @Test
    void aReplayThatBeganBeforeATryWasSavedCountsOnce() throws Exception {
        long one = subscription();
        db.database().commit(tx -> deliveries.add(tx, List.of(message(one, "gap-1", false)), NOON));
        DueDelivery sending = db.database()
                .transaction(tx -> due.due(tx, Map.of(one, 1), Set.of(), NOON))
                .getFirst();
        db.execute("update subscription set enabled_at = '2026-11-01';"
                + "insert into endpoint_state (subscription_id, failing_since, failed_at) values (" + one
                + ", '2026-11-02', '2026-11-30')");
        db.database().commit(tx -> due.disable(tx, Duration.ofDays(5), NOON));
        assertThat(db.rows("select state from delivery")).containsExactly("dead");
        var attempt = new DeliveryAttempt(sending.id(), 1, NOON, 5, OptionalInt.of(500), "answered 500");
        var sent = new SentDelivery(sending, attempt, Optional.of(NOON.plusSeconds(5)));

        whileUncommitted(tx -> due.save(tx, List.of(sent)), tx -> deliveries.replay(tx, replay(tx, one), 3, NOON));

        assertCounted("replay beside a try");
    }

    /** Commits the first work when the second one, in another transaction, waits for it or is done. */
    private static void whileUncommitted(Consumer<Transaction> first, Consumer<Transaction> second) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var beside = db.database().transaction(tx -> {
                first.accept(tx);
                Future<?> other = threads.submit(() -> db.database().commit(second));
                await().until(() -> other.isDone() || isWaitingForALock());
                return other;
            });
            beside.get();
        }
    }

    private static boolean isWaitingForALock() {
        return !db.rows("select pid from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                .isEmpty();
    }

    /** Makes one of the changes that the programs make. */
    private void change(int kind) {
        List<Long> ids = db.rows("select id from subscription order by id").stream()
                .map(Long::valueOf)
                .toList();
        long one = ids.get(random.nextInt(ids.size()));
        switch (kind) {
            case 0 -> add(one);
            case 1, 2, 3 -> send(ids);
            case 4 -> db.database().commit(tx -> deliveries.replay(tx, replay(tx, one), 3, NOON));
            case 5 -> {
                db.execute("insert into endpoint_state (subscription_id, failing_since, failed_at) values (" + one
                        + ", 'epoch', now()) on conflict (subscription_id) do update set failing_since = 'epoch',"
                        + " failed_at = now(), disabled_at = null");
                db.database().commit(tx -> due.disable(tx, Duration.ofDays(5), NOON));
            }
            case 6 -> db.database().commit(tx -> deliveries.deleteBefore(tx, Instant.now(), random.nextInt(3)));
            default -> {
                db.execute("update subscription set deleted_at = 'epoch' where id = " + one);
                db.database().commit(tx -> backlog.deleteOfDeleted(tx, NOON, 2));
                db.execute("update subscription set deleted_at = null");
            }
        }
    }

    private void add(long subscription) {
        var messages = new ArrayList<NewDelivery>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            // Some are there already.
            String id = "gap-" + (random.nextInt(4) == 0 ? 1 : ++number);
            messages.add(message(subscription, id, random.nextInt(4) == 0));
        }
        db.database().commit(tx -> deliveries.add(tx, messages, NOON));
    }

    private static NewDelivery message(long subscription, String id, boolean streamed) {
        return new NewDelivery(subscription, id, "gap", OptionalInt.empty(), NOON, "{}", streamed);
    }

    private static long subscription() {
        return Long.parseLong(db.rows("select min(id) from subscription").getFirst());
    }

    /** Sends some messages, of which some are given up or deleted meanwhile. */
    private void send(List<Long> subscriptions) {
        var most = new HashMap<Long, Integer>();
        subscriptions.forEach(id -> most.put(id, 2));
        List<DueDelivery> found =
                db.database().transaction(tx -> due.due(tx, most, Set.of(), NOON.plusSeconds(1_000_000)));
        if (!found.isEmpty() && random.nextInt(4) == 0) {
            db.database().commit(tx -> deliveries.deleteBefore(tx, Instant.now(), 2));
        }
        List<SentDelivery> sent = found.stream()
                .map(message -> new SentDelivery(
                        message,
                        new DeliveryAttempt(
                                message.id(),
                                message.attempts() + 1,
                                NOON,
                                5,
                                OptionalInt.of(200),
                                random.nextBoolean() ? "" : "answered 500"),
                        random.nextBoolean() ? Optional.of(NOON) : Optional.empty()))
                .toList();
        db.database().commit(tx -> due.save(tx, sent));
    }

    private static ReplayRequest replay(Transaction tx, long subscription) {
        long id = new ReplayStore().add(tx, request(0, subscription));
        return request(id, subscription);
    }

    private static ReplayRequest request(long id, long subscription) {
        var end = Optional.of(NOON.plusSeconds(1));
        return new ReplayRequest(id, subscription, false, Optional.empty(), Optional.of(NOON), end, NOON);
    }

    private void assertCounted(String when) {
        Map<Long, Long> expected = new HashMap<>();
        db.database().snapshot(tx -> tx.list("""
                        select subscription_id, count(*) as messages from delivery
                        where state = 'waiting' and attempts = tries group by 1
                        """, columns -> expected.put(columns.getLong(1), columns.getLong(2))));
        Map<Long, Long> counted = new HashMap<>();
        db.database().snapshot(backlog::listWaiting).forEach(one -> counted.put(one.subscriptionId(), one.messages()));
        assertThat(counted).as(when).isEqualTo(expected);
        assertThat(db.database().snapshot(backlog::sumWaiting))
                .as(when)
                .isEqualTo(Long.valueOf(db.rows("select count(*) from delivery where state = 'waiting'")
                        .getFirst()));
    }
}
