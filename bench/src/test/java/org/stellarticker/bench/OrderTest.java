package org.stellarticker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final List<String> KNOWN = List.of("backfill", "market-summary");

    @Test
    void withoutANameAllBenchmarksRun() {
        assertThat(Order.parse(List.of(), KNOWN).names()).containsExactlyElementsOf(KNOWN);
    }

    @Test
    void eachBenchmarkRunsOnceAtTheGivenScale() {
        Order order =
                Order.parse(List.of("market-summary", "--scale", "20000", "--minutes", "5", "market-summary"), KNOWN);

        assertThat(order).isEqualTo(new Order(List.of("market-summary"), 20_000, Duration.ofMinutes(5)));
    }

    @Test
    void anUnknownNameIsReportedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.parse(List.of("speed"), KNOWN))
                .withMessageContaining("backfill, market-summary")
                .withMessageContaining("\"speed\"");
    }

    @Test
    void aScaleIsAWholeNumberWithinBounds() {
        for (List<String> wrong : List.of(
                List.of("--scale"),
                List.of("--scale", "many"),
                List.of("--scale", "-5"),
                List.of("--scale", "20000001"),
                List.of("--scale", "99999999999999"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Order.parse(wrong, KNOWN))
                    .withMessageContaining("--scale");
        }
    }
}
