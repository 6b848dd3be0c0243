package org.stellarticker.ingester.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RequestBudgetTest {

    private static Duration timeFor(RequestBudget budget, int requests) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            budget.take(Priority.LIVE_TRADES);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aBurstGoesAtOnceThenTheRefillSetsThePace() throws InterruptedException {
        var budget = RequestBudget.perHour(360_000);

        assertThat(timeFor(budget, 100)).isLessThan(Duration.ofMillis(300));
        assertThat(timeFor(budget, 50)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void zeroIsNoLimit() throws InterruptedException {
        assertThat(timeFor(RequestBudget.perHour(0), 100_000)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whatAStreamIsChargedIsMissingForRequests() throws InterruptedException {
        var budget = RequestBudget.perHour(36_000);
        budget.charge(1000);

        assertThat(timeFor(budget, 2)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void theMostUrgentWaiterGoesFirst() throws InterruptedException {
        var budget = RequestBudget.perHour(360_000);
        budget.charge(100);
        List<Priority> served = Collections.synchronizedList(new ArrayList<>());
        var waiters = new ArrayList<Thread>();
        for (Priority priority : List.of(Priority.PAST_TRADES, Priority.FIRST_ASSETS, Priority.LIVE_TRADES)) {
            var waiter = Thread.ofPlatform().start(() -> {
                try {
                    budget.take(priority);
                    served.add(priority);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            waiters.add(waiter);
            await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        }

        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(served).containsExactly(Priority.LIVE_TRADES, Priority.FIRST_ASSETS, Priority.PAST_TRADES);
    }

    /** Without the assets no market is listed, and the past takes hours. */
    @Test
    void aLongPastDoesNotKeepTheAssetsWaiting() throws InterruptedException {
        var budget = RequestBudget.perHour(36_000);
        budget.charge(100);
        var ofThePast = new AtomicInteger();
        var past = Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    budget.take(Priority.PAST_TRADES);
                    ofThePast.incrementAndGet();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> past.getState() == Thread.State.TIMED_WAITING);

        for (int page = 0; page < 10; page++) {
            budget.take(Priority.FIRST_ASSETS);
        }
        past.interrupt();
        past.join();

        assertThat(ofThePast).hasValueLessThan(5);
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
                    turns.begins(priority);
                }
            });
            if (!waiting.isEmpty()) {
                Priority next = turns.next(waiting);
                waiting.remove(next);
                turns.served(next);
                served.merge(next, 1, Integer::sum);
            }
        }
        return served;
    }

    @Test
    void thePastGetsHalfOfWhatLiveLeavesAndTheOthersShareTheRest() {
        var served = servedInAnHour(Map.of(
                Priority.LIVE_TRADES, 5,
                Priority.PAST_TRADES, 1,
                Priority.AUDIT, 1,
                Priority.ORDER_BOOKS, 1,
                Priority.ASSETS, 1,
                Priority.AGGREGATIONS, 1));

        assertThat(served)
                .containsEntry(Priority.LIVE_TRADES, 720)
                .containsEntry(Priority.PAST_TRADES, 1440)
                .containsEntry(Priority.AUDIT, 360)
                .containsEntry(Priority.ORDER_BOOKS, 540)
                .containsEntry(Priority.ASSETS, 360)
                .containsEntry(Priority.AGGREGATIONS, 180);
    }

    @Test
    void theFirstAssetsGoBeforeThePastAndWhatOneDoesNotNeedTheOthersHave() {
        assertThat(servedInAnHour(Map.of(
                        Priority.LIVE_TRADES, 5, Priority.FIRST_ASSETS, 1, Priority.PAST_TRADES, 1, Priority.AUDIT, 1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.LIVE_TRADES, 720, Priority.FIRST_ASSETS, 2880));
        assertThat(servedInAnHour(Map.of(Priority.ASSETS, 1, Priority.AUDIT, 10)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.ASSETS, 3240, Priority.AUDIT, 360));
    }

    /** Who did not ask for long gets no more than its share when it does. */
    @Test
    void whatWasNotAskedForIsNotMadeUpFor() {
        var turns = new Turns();
        turns.begins(Priority.AUDIT);
        for (int i = 0; i < 1000; i++) {
            turns.served(Priority.AUDIT);
        }
        turns.begins(Priority.PAST_TRADES);
        var waiting = EnumSet.of(Priority.AUDIT, Priority.PAST_TRADES);
        int past = 0;
        for (int i = 0; i < 100; i++) {
            Priority next = turns.next(waiting);
            turns.served(next);
            past += next == Priority.PAST_TRADES ? 1 : 0;
        }
        assertThat(past).isBetween(78, 84);
    }

    @Test
    void theLastDropsAreForTheLiveTrades() throws InterruptedException {
        var now = new AtomicLong();
        var budget = new RequestBudget(3600, now::get);
        for (int i = 0; i < 90; i++) {
            budget.take(Priority.PAST_TRADES);
        }
        var more = Thread.ofPlatform().start(() -> {
            try {
                budget.take(Priority.PAST_TRADES);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> more.getState() == Thread.State.TIMED_WAITING);
        for (int i = 0; i < 10; i++) {
            budget.take(Priority.LIVE_TRADES);
        }
        assertThat(more.isAlive()).isTrue();
        now.addAndGet(Duration.ofSeconds(12).toNanos());
        more.join();
        assertThat(budget.level()).isEqualTo(11);
    }

    @Test
    void whatHorizonTellsOfTheBucketIsBelieved() throws InterruptedException {
        var now = new AtomicLong();
        var budget = new RequestBudget(3600, now::get);
        budget.atMost(200);
        assertThat(budget.level()).isEqualTo(100);
        budget.atMost(7);
        assertThat(budget.level()).isEqualTo(7);

        budget.pause(Duration.ofSeconds(30));
        var live = Thread.ofPlatform().start(() -> {
            try {
                budget.take(Priority.LIVE_TRADES);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> live.getState() == Thread.State.TIMED_WAITING);
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        await().during(Duration.ofMillis(50)).until(live::isAlive);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        live.interrupt();
        live.join();
        budget.take(Priority.LIVE_TRADES);
        assertThat(budget.level()).isEqualTo(36);
    }

    @Test
    void howManyAreLeftIsReadHoweverAProxyWritesIt() {
        assertThat(Answer.remaining("99")).hasValue(99);
        assertThat(Answer.remaining("99, 3599;w=3600")).hasValue(99);
        assertThat(Answer.remaining("many")).isEmpty();
        assertThat(Answer.remaining(null)).isEmpty();
    }
}
