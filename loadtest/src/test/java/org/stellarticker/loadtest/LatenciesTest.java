package org.stellarticker.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void countsEachTime() {
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.add(millis);
        }
        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.quantile(0.5)).isEqualTo(500);
        assertThat(latencies.quantile(0.99)).isEqualTo(990);
        assertThat(latencies.quantile(1)).isEqualTo(1_000);
    }

    @Test
    void keepsWhatIsOutOfItsRange() {
        latencies.add(-3);
        latencies.add(Long.MAX_VALUE);
        assertThat(latencies.quantile(0.5)).isZero();
        assertThat(latencies.quantile(1)).isEqualTo(60_000);
    }

    @Test
    void hasNoQuantileOfNothing() {
        assertThat(latencies.quantile(0.99)).isEqualTo(-1);
    }
}
