package org.stellarticker.ingester.horizon.client.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnedLimitTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private long now;
    private final LearnedLimit limit = new LearnedLimit(now);

    private int good;
    private int refused;
    /** What the server has left to give. */
    private double bucket;

    /** Asks a server that takes so many requests a second as often as the limit lets us. */
    private void ask(double perSecond, double burst, Duration time) {
        long end = now + time.toNanos();
        double due = 0;
        while (now < end) {
            now += MILLI;
            bucket = Math.min(burst, bucket + perSecond / 1000);
            due = Math.min(1, due + Math.min(limit.perSecond(now), 200) / 1000);
            if (due >= 1) {
                due = 0;
                if (bucket >= 1) {
                    bucket--;
                    good++;
                    limit.answered();
                } else {
                    refused++;
                    limit.refused(now, Duration.ofSeconds(1));
                    now += Duration.ofSeconds(1).toNanos();
                    bucket = Math.min(burst, bucket + perSecond);
                }
            }
        }
    }

    @Test
    void nothingIsLearnedWhereNothingIsRefused() {
        ask(1_000_000, 1_000_000, Duration.ofMinutes(1));

        assertThat(limit.perSecond(now)).isInfinite();
    }

    @Test
    void aServerOfOneRequestASecondIsAskedAsOftenAndSeldomRefuses() {
        bucket = 100;
        ask(1, 100, Duration.ofMinutes(1));
        good = 0;
        refused = 0;

        ask(1, 100, Duration.ofHours(1));

        assertThat(good).isBetween(3_300, 3_610);
        assertThat(refused).isLessThan(good / 10);
    }

    @Test
    void aRefusalThatMeansNothingIsForgottenAfterAMinute() {
        limit.answered();
        limit.refused(now, Duration.ofSeconds(1));
        assertThat(limit.perSecond(now)).isEqualTo(1);

        now += Duration.ofSeconds(91).toNanos();
        assertThat(limit.perSecond(now)).isInfinite();
    }

    @Test
    void aServerThatRefusesByChanceIsStillAskedOften() {
        // Without a limit of its own, it refuses about one request in 33, however slowly it is asked.
        var random = new Random(1);
        long end = now + Duration.ofMinutes(10).toNanos();
        double due = 0;
        while (now < end) {
            now += MILLI;
            due = Math.min(1, due + Math.min(limit.perSecond(now), 200) / 1000);
            if (due >= 1) {
                due = 0;
                if (random.nextInt(33) == 0) {
                    limit.refused(now, Duration.ofSeconds(1));
                    now += Duration.ofSeconds(1).toNanos();
                } else {
                    good++;
                    limit.answered();
                }
            }
        }
        assertThat(good / 600.0).as("answers a second").isGreaterThan(10);
    }

    @Test
    void aServerOfTenRequestsASecondIsAskedAsOftenAndSeldomRefuses() {
        bucket = 100;
        ask(10, 100, Duration.ofMinutes(1));
        good = 0;
        refused = 0;

        ask(10, 100, Duration.ofHours(1));

        assertThat(good).isBetween(33_000, 36_100);
        assertThat(refused).isLessThan(good / 10);
    }

    @Test
    void aServerThatOnlyRefusesAndNamesNoPauseIsAskedEverMoreSeldom() {
        assertThat(limit.pause()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            limit.refused(now, limit.pause());
        }
        assertThat(limit.pause()).isEqualTo(Duration.ofSeconds(30));
    }
}
