package org.stellarticker.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stellarticker.http.limit.TooBusy.Reason;

class FairTurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void clientsTakeTurnsHoweverManyTheyAskFor() throws Exception {
        var turns = turns(1, 10, 10, LONG);
        turns.begin("greedy");
        turns.begin("other"); // the one more of a client that has none running
        for (String client : List.of("greedy", "greedy", "greedy", "third", "fourth")) {
            queue(turns, client);
        }

        turns.end("other");
        await().until(() -> begun.size() == 1);
        turns.end("third");
        await().until(() -> begun.size() == 2);
        turns.end("fourth");
        turns.end("greedy");
        await().until(() -> begun.size() == 3);
        turns.end("greedy");
        await().until(() -> begun.size() == 4);
        turns.end("greedy");
        await().until(() -> begun.size() == 5);
        assertThat(begun).containsExactly("third", "fourth", "greedy", "greedy", "greedy");
    }

    @Test
    void oneClientAloneMayHaveAllThatRun() throws Exception {
        var turns = turns(2, 10, 10, Duration.ofMillis(20));
        turns.begin("one");
        turns.begin("one");

        assertThat(refusal(ask(turns, "one"))).isEqualTo(Reason.ALL);
        turns.begin("other");
        assertThat(refusal(ask(turns, "third"))).as("only one more").isEqualTo(Reason.ALL);

        turns.end("one");
        turns.end("one");
        turns.begin("third");
    }

    @Test
    void aClientMayHaveOnlySoManyWaiting() throws Exception {
        var turns = turns(1, 10, 2, LONG);
        turns.begin("one");
        queue(turns, "one");
        queue(turns, "one");

        assertThat(refusal(ask(turns, "one"))).isEqualTo(Reason.CLIENT);
    }

    @Test
    void whenAllIsFullWhoHasMostWaitingLosesItsNewest() throws Exception {
        var turns = turns(1, 3, 3, LONG);
        turns.begin("greedy");
        turns.begin("other");
        queue(turns, "greedy");
        var second = ask(turns, "greedy");
        var newest = ask(turns, "greedy");

        var third = submit(turns, "third");
        assertThat(refusal(newest)).isEqualTo(Reason.CLIENT);
        var fourth = submit(turns, "fourth");
        assertThat(refusal(second)).isEqualTo(Reason.CLIENT);
        assertThat(refusal(submit(turns, "fifth"))).as("all have one").isEqualTo(Reason.ALL);

        turns.end("other");
        assertThat(third.get()).isEqualTo("began");
        turns.end("third");
        assertThat(fourth.get()).isEqualTo("began");
    }

    @Test
    void whoIsInterruptedLeavesTheQueue() throws Exception {
        var turns = turns(1, 10, 10, LONG);
        turns.begin("one");
        var waits = ask(turns, "one");

        waits.cancel(true);

        await().until(() -> turns.waiting() == 0);
        turns.end("one");
        turns.begin("one");
    }

    private static FairTurns turns(int running, int waiting, int ofOne, Duration timeout) {
        return new FairTurns("queue", new FairTurns.Bounds(running, waiting, ofOne, timeout));
    }

    private void queue(FairTurns turns, String client) {
        assertThat(ask(turns, client)).isNotCancelled();
    }

    /** Returns once it waits, or is decided. */
    private Future<String> ask(FairTurns turns, String client) {
        int before = turns.waiting();
        var asked = submit(turns, client);
        await().until(() -> turns.waiting() > before || asked.isDone());
        return asked;
    }

    private Future<String> submit(FairTurns turns, String client) {
        return threads.submit(() -> {
            turns.begin(client);
            begun.add(client);
            return "began";
        });
    }

    private static Reason refusal(Future<String> asked) throws Exception {
        try {
            throw new AssertionError(asked.get());
        } catch (java.util.concurrent.ExecutionException refused) {
            if (refused.getCause() instanceof TooBusy busy) {
                return busy.reason();
            }
            throw refused;
        }
    }
}
