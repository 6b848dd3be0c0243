package org.stellarticker.bench.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.db.TestDatabase;

class MarketSummaryIT {

    private static final int TRADES = 10_000;

    /** Of each pair, by each of the three forms of the query. */
    private static final int VALUES = 3 * 16;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void bothTickersAreMeasuredAndAgree() throws Exception {
        var result = MarketSummaryBenchmark.measure(database.address(), folder, TRADES);

        assertThat(result.detail()).containsEntry("trades", (long) TRADES);
        assertThat((Integer) result.detail().get("values_compared"))
                .isGreaterThan(1_000 * VALUES)
                .matches(compared -> compared % VALUES == 0);
        assertThat(result.goals())
                .extracting(Goal::value)
                .allSatisfy(value -> assertThat(value).isPositive());
    }
}
