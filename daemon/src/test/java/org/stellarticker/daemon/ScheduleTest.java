package org.stellarticker.daemon;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final Schedule schedule = new Schedule(new Stop(), (_, failure) -> {
        throw new AssertionError(failure);
    });

    @AfterEach
    void end() {
        schedule.end();
    }

    @Test
    void aRestartRunsEachTaskBeforeItsTime() {
        var hourly = new AtomicInteger();
        var daily = new AtomicInteger();
        every(Duration.ofHours(1), "hourly", hourly);
        every(Duration.ofDays(1), "daily", daily);
        await().until(() -> hourly.get() == 1 && daily.get() == 1);

        schedule.restart();

        await().until(() -> hourly.get() == 2 && daily.get() == 2);
    }

    private void every(Duration interval, String name, AtomicInteger runs) {
        var _ = schedule.every(interval, name, runs::incrementAndGet, new Progress(name, Clock.systemUTC()));
    }
}
