package org.stellarticker.ingester.horizon.client.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RequestBudgetTest {

    private final AtomicLong now = new AtomicLong();
    private RequestBudget budget = new RequestBudget(3600, now::get);
    private final List<Priority> served = new CopyOnWriteArrayList<>();
    private final List<Thread> waiters = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Thread waiter : waiters) {
            waiter.interrupt();
            waiter.join();
        }
    }

    private void take(Priority priority, int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            budget.take(priority, RequestBudget.Turn.IGNORED);
        }
    }

    /** Somebody who has to wait for a request. */
    private Thread waiter(Priority priority) {
        var waiter = Thread.ofPlatform().start(() -> {
            try {
                budget.take(priority, RequestBudget.Turn.IGNORED);
                served.add(priority);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        waiters.add(waiter);
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        return waiter;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        // Waiting threads look again.
        budget.atMost(1000);
    }

    private void awaitServed(Priority... expected) {
        await().untilAsserted(() -> assertThat(served).containsExactly(expected));
    }

    @Test
    void aBurstGoesAtOnceThenTheRefillSetsTheRate() throws InterruptedException {
        take(Priority.LIVE_TRADES, 100);
        assertThat(budget.level()).isZero();

        waiter(Priority.LIVE_TRADES);
        pass(Duration.ofMillis(999));
        assertThat(served).isEmpty();
        pass(Duration.ofMillis(1));
        awaitServed(Priority.LIVE_TRADES);
    }

    @Test
    void zeroIsNoLimit() throws InterruptedException {
        var unlimited = new RequestBudget(0, now::get);
        for (int i = 0; i < 100_000; i++) {
            unlimited.take(Priority.AGGREGATIONS, RequestBudget.Turn.IGNORED);
        }
        unlimited.atMost(0);
        unlimited.charge(1_000);
        unlimited.take(Priority.AGGREGATIONS, RequestBudget.Turn.IGNORED);
    }

    @Test
    void whatARefusingServerAsksForHoldsForAllAndLiveComesBackFirst() {
        budget = new RequestBudget(0, now::get);
        budget.refused(Optional.of(Duration.ofSeconds(7)));
        waiter(Priority.BACKFILL_TRADES);
        waiter(Priority.ORDER_BOOKS);
        waiter(Priority.LIVE_TRADES);

        pass(Duration.ofMillis(6_999));
        assertThat(served).isEmpty();
        pass(Duration.ofMillis(1));
        awaitServed(Priority.LIVE_TRADES);
    }

    @Test
    void aConfiguredBudgetAboveWhatTheServerTakesGivesWay() throws InterruptedException {
        take(Priority.BACKFILL_TRADES, 50);
        now.addAndGet(Duration.ofSeconds(100).toNanos());
        budget.answered();
        budget.refused(Optional.of(Duration.ofSeconds(10)));
        waiter(Priority.BACKFILL_TRADES);
        waiter(Priority.BACKFILL_TRADES);

        pass(Duration.ofSeconds(10));
        awaitServed(Priority.BACKFILL_TRADES);
        pass(Duration.ofSeconds(9));
        awaitServed(Priority.BACKFILL_TRADES);
        pass(Duration.ofSeconds(1));
        awaitServed(Priority.BACKFILL_TRADES, Priority.BACKFILL_TRADES);
    }

    @Test
    void whoWaitsForOthersIsReportedSoAndWhoWaitsForTheServerIsNot() throws InterruptedException {
        budget.charge(100);
        var waits = new AtomicBoolean();
        var waiter = Thread.ofPlatform().start(() -> {
            try {
                budget.take(Priority.BACKFILL_TRADES, waits::set);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        waiters.add(waiter);
        await().untilTrue(waits);

        budget.refused(Optional.of(Duration.ofSeconds(20)));
        await().untilFalse(waits);
        waiter(Priority.LIVE_TRADES);
        pass(Duration.ofSeconds(20));
        awaitServed(Priority.LIVE_TRADES);
        await().untilTrue(waits);
        pass(Duration.ofSeconds(60));
        assertThat(waiter.join(Duration.ofSeconds(5))).isTrue();
        assertThat(waits).isFalse();
    }

    @Test
    void whatAStreamIsChargedIsMissingForRequests() {
        budget.charge(30);
        assertThat(budget.level()).isEqualTo(70);
        budget.charge(1000);
        assertThat(budget.level()).isZero();
    }

    @Test
    void theMostUrgentWaiterGoesFirst() {
        budget.charge(100);
        waiter(Priority.BACKFILL_TRADES);
        waiter(Priority.FIRST_ASSETS);
        waiter(Priority.LIVE_TRADES);

        pass(Duration.ofSeconds(1));
        awaitServed(Priority.LIVE_TRADES);
        pass(Duration.ofSeconds(11));
        awaitServed(Priority.LIVE_TRADES, Priority.FIRST_ASSETS);
        pass(Duration.ofSeconds(1));
        awaitServed(Priority.LIVE_TRADES, Priority.FIRST_ASSETS, Priority.BACKFILL_TRADES);
    }

    @Test
    void theLastDropsAreForTheLiveTrades() throws InterruptedException {
        take(Priority.BACKFILL_TRADES, 90);
        waiter(Priority.BACKFILL_TRADES);
        take(Priority.LIVE_TRADES, 10);
        assertThat(served).isEmpty();

        pass(Duration.ofSeconds(10));
        assertThat(served).isEmpty();
        pass(Duration.ofSeconds(1));
        awaitServed(Priority.BACKFILL_TRADES);
        assertThat(budget.level()).isEqualTo(10);
    }

    @Test
    void whatHorizonReportsOfTheBucketIsBelieved() throws InterruptedException {
        budget.atMost(200);
        assertThat(budget.level()).isEqualTo(100);
        budget.atMost(7);
        assertThat(budget.level()).isEqualTo(7);

        budget.pause(Duration.ofSeconds(30));
        waiter(Priority.LIVE_TRADES);
        pass(Duration.ofSeconds(29));
        assertThat(served).isEmpty();
        pass(Duration.ofSeconds(1));
        awaitServed(Priority.LIVE_TRADES);
        assertThat(budget.level()).isEqualTo(36);
    }

    /** Answers the way a bucket of one request a second does, to work that always wants more, over virtual hours. */
    private static Map<Priority, Integer> servedInAnHour(Map<Priority, Integer> secondsBetweenWishes) {
        var turns = new Turns();
        var waiting = EnumSet.noneOf(Priority.class);
        var served = new EnumMap<Priority, Integer>(Priority.class);
        for (int second = 0; second < 3600; second++) {
            int at = second;
            secondsBetweenWishes.forEach((priority, seconds) -> {
                if (at % seconds == 0 && waiting.add(priority)) {
                    turns.begin(priority);
                }
            });
            if (!waiting.isEmpty()) {
                Priority next = turns.next(waiting);
                waiting.remove(next);
                turns.serve(next);
                served.merge(next, 1, Integer::sum);
            }
        }
        return served;
    }

    @Test
    void theBackfillGetsHalfOfWhatLiveLeavesAndTheOthersShareTheRest() {
        var served = servedInAnHour(Map.of(
                Priority.LIVE_TRADES, 5,
                Priority.BACKFILL_TRADES, 1,
                Priority.AUDIT, 1,
                Priority.ORDER_BOOKS, 1,
                Priority.ASSETS, 1,
                Priority.AGGREGATIONS, 1));

        assertThat(served)
                .containsEntry(Priority.LIVE_TRADES, 720)
                .containsEntry(Priority.BACKFILL_TRADES, 1440)
                .containsEntry(Priority.AUDIT, 360)
                .containsEntry(Priority.ORDER_BOOKS, 540)
                .containsEntry(Priority.ASSETS, 360)
                .containsEntry(Priority.AGGREGATIONS, 180);
    }

    @Test
    void theFirstAssetsGoBeforeTheBackfillAndWhatOneDoesNotNeedTheOthersHave() {
        assertThat(servedInAnHour(Map.of(
                        Priority.LIVE_TRADES,
                        5,
                        Priority.FIRST_ASSETS,
                        1,
                        Priority.BACKFILL_TRADES,
                        1,
                        Priority.AUDIT,
                        1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.LIVE_TRADES, 720, Priority.FIRST_ASSETS, 2880));
        assertThat(servedInAnHour(Map.of(Priority.ASSETS, 1, Priority.AUDIT, 10)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.ASSETS, 3240, Priority.AUDIT, 360));
    }

    /** Who did not ask for long gets no more than its share when it does. */
    @Test
    void whatWasNotAskedForIsNotMadeUpFor() {
        var turns = new Turns();
        turns.begin(Priority.AUDIT);
        for (int i = 0; i < 1000; i++) {
            turns.serve(Priority.AUDIT);
        }
        turns.begin(Priority.BACKFILL_TRADES);
        var waiting = EnumSet.of(Priority.AUDIT, Priority.BACKFILL_TRADES);
        int backfilled = 0;
        for (int i = 0; i < 100; i++) {
            Priority next = turns.next(waiting);
            turns.serve(next);
            backfilled += next == Priority.BACKFILL_TRADES ? 1 : 0;
        }
        assertThat(backfilled).isBetween(78, 84);
    }
}
