package org.stellarticker.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void aBurstMayWaitUpToTheMost() {
        var backlog = new Backlog(new Backlog.Bounds(10, 1_000, LONG));

        for (int i = 0; i < 100; i++) {
            assertThat(backlog.add(10)).isTrue();
        }
        assertThat(backlog.add(1)).as("more than the most").isFalse();
        backlog.take(1);
        assertThat(backlog.add(1)).as("the client took something").isTrue();
    }

    @Test
    void whoTakesNothingIsTooSlowAfterAWhile() {
        var backlog = new Backlog(new Backlog.Bounds(10, Long.MAX_VALUE, Duration.ofMillis(50)));

        assertThat(backlog.add(11)).isTrue();
        assertThat(backlog.add(1)).as("at once").isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> !backlog.add(1));
    }

    @Test
    void whatUsuallyWaitsMayWaitForEver() {
        var backlog = new Backlog(new Backlog.Bounds(10, Long.MAX_VALUE, Duration.ZERO));

        assertThat(backlog.add(10)).isTrue();
        assertThat(backlog.add(5)).as("the first above").isTrue();
        assertThat(backlog.add(1)).as("above, without timeout").isFalse();
        backlog.take(5);
        assertThat(backlog.add(1)).as("back at the usual").isTrue();
    }
}
