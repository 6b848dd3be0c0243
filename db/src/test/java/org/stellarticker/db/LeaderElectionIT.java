package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaderElectionIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void oneLeadsUntilItGivesTheLeadAway() {
        try (var other = db.database().leadership("role")) {
            try (var one = db.database().leadership("role")) {
                assertThat(one.tryLead()).isTrue();
                assertThat(other.tryLead()).isFalse();
                assertThat(one.tryLead()).isTrue();
            }
            try (var third = db.database().leadership("role")) {
                assertThat(other.tryLead()).isTrue();
                assertThat(third.tryLead()).isFalse();
            }
        }
    }

    @Test
    void rolesAreLedApart() {
        try (var one = db.database().leadership("role");
                var other = db.database().leadership("another role")) {
            assertThat(one.tryLead()).isTrue();
            assertThat(other.tryLead()).isTrue();
        }
    }

    @Test
    void whoseSessionIsLostLeadsNoMore() {
        try (var one = db.database().leadership("role");
                var other = db.database().leadership("role")) {
            assertThat(one.tryLead()).isTrue();
            db.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");

            assertThatThrownBy(one::tryLead).isInstanceOf(DatabaseUnavailable.class);

            assertThat(other.tryLead()).isTrue();
            assertThat(one.tryLead()).isFalse();
        }
    }

    /** A program may ask from several pieces of work; its own session must not keep it from leading. */
    @Test
    void whoLeadsLeadsInAllThreads() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (var threads = Executors.newFixedThreadPool(4);
                    var one = db.database().leadership("role")) {
                var together = new CyclicBarrier(4);
                Callable<Boolean> asking = () -> {
                    together.await();
                    return one.tryLead();
                };
                for (var asked : threads.invokeAll(Collections.nCopies(4, asking))) {
                    assertThat(asked.get()).isTrue();
                }
            }
        }
    }

    @Test
    void exclusiveTransactionsOfARoleNeverOverlap() throws Exception {
        List<String> order = new ArrayList<>();
        var begun = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor();
                var one = db.database().leadership("role");
                var other = db.database().leadership("role")) {
            var second = db.database().<java.util.concurrent.Future<?>>transaction(tx -> {
                one.exclusive(tx);
                var waiting = threads.submit(() -> db.database().commit(tx2 -> {
                    begun.countDown();
                    other.exclusive(tx2);
                    order.add("second");
                }));
                waitFor(begun);
                order.add("first");
                return waiting;
            });
            second.get();
        }

        assertThat(order).containsExactly("first", "second");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
