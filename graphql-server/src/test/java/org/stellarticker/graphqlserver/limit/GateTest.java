package org.stellarticker.graphqlserver.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void whoComesWhenAllPlacesAreTakenIsTurnedAwayAndPassesLater() throws Exception {
        var gate = new Gate(1, Duration.ofMillis(50));
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> gate.pass(() -> {
                inside.countDown();
                awaited(goOn);
                return "first";
            }));
            inside.await();

            assertThat(gate.pass(() -> "second")).isEmpty();

            goOn.countDown();
            assertThat(first.get()).contains("first");
            assertThat(gate.pass(() -> "third")).contains("third");
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
