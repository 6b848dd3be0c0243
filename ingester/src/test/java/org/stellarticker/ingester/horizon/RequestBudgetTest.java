package org.stellarticker.ingester.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
        var budget = RequestBudget.perHour(7_200);
        budget.charge(100);
        List<Priority> served = Collections.synchronizedList(new ArrayList<>());
        var waiters = new ArrayList<Thread>();
        for (Priority priority : List.of(Priority.PAST_TRADES, Priority.ASSETS, Priority.LIVE_TRADES)) {
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

        assertThat(served).containsExactly(Priority.LIVE_TRADES, Priority.ASSETS, Priority.PAST_TRADES);
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
            budget.take(Priority.ASSETS);
        }
        past.interrupt();
        past.join();

        assertThat(ofThePast).hasValueLessThan(5);
    }
}
