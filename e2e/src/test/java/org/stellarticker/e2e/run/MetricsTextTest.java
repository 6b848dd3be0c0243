package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTextTest {

    private static final String GOOD = """
            # HELP ticker_trades_stored_total New trades stored
            # TYPE ticker_trades_stored_total counter
            ticker_trades_stored_total{program="ingester",source="page"} 12.0
            ticker_trades_stored_total{program="ingester",source="stream, Late=\\"x\\""} 0.0
            # HELP ticker_lag_seconds Lag behind the source
            # TYPE ticker_lag_seconds gauge
            ticker_lag_seconds{program="ingester"} 0.5
            # HELP ticker_graphql_seconds Time of an answer
            # TYPE ticker_graphql_seconds summary
            ticker_graphql_seconds_count 3
            ticker_graphql_seconds_sum 0.25
            """;

    @Test
    void whatKeepsTheConventionsHasNoProblem() {
        assertThat(MetricsText.problems(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ticker_trades_stored_total     | ticker_trades_stored   | only these, to end in _total",
                "ticker_lag_seconds             | ticker_lag_total       | only these, to end in _total",
                "ticker_lag_seconds             | ticker:lag_seconds     | snake case without colons",
                "ticker_lag_seconds             | tickerLag_seconds      | snake case without colons",
                "ticker_lag_seconds             | ticker_lag_ms          | base units",
                "ticker_lag_seconds             | ticker_lag_days        | base units",
                "ticker_lag_seconds             | ticker_lag_gauge       | no type in the name",
                "ticker_lag_seconds             | ticker_lag_count       | no part of a timer",
                "# HELP ticker_lag_seconds Lag  | # OTHER                | HELP and TYPE",
                "# TYPE ticker_lag_seconds      | # OTHER                | HELP and TYPE",
                "Lag behind the source          | ''                     | expected a text after HELP",
                "source=\"page\"                | sourceKind=\"page\"    | a label in snake case",
                "source=\"page\"                | source=\"stream, Late=\\\"x\\\"\" | given twice",
                "ticker_graphql_seconds_sum 0.25 | ticker graphql many words | expected a sample"
            })
    void eachRuleBites(String part, String by, String problem) {
        assertThat(MetricsText.problems(GOOD.replace(part, by))).anyMatch(found -> found.contains(problem));
    }

    @Test
    void aMetricThatIsDescribedTwiceIsFound() {
        assertThat(MetricsText.problems(GOOD + "# TYPE ticker_lag_seconds gauge\n"))
                .containsExactly("ticker_lag_seconds: described twice");
    }
}
