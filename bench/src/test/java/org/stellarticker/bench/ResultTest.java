package org.stellarticker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.bench.Result.Goal;

class ResultTest {

    @Test
    void aResultIsOneLineWithTheMainGoalFirst() {
        var result = new Result(
                "made-up",
                120.5,
                "x",
                2,
                241,
                "ms of the other way",
                List.of(Goal.atLeast(100, "main", 120.5, "x"), Goal.atMost(2, "other", 3, "ms")),
                Map.of("trades", 7));

        assertThat(result.json())
                .isEqualTo("{\"bench\":\"made-up\",\"value\":120.5,\"unit\":\"x\",\"ours\":2.0,\"baseline\":241.0,"
                        + "\"baseline_is\":\"ms of the other way\",\"goal\":100.0,\"met\":false,\"goals\":["
                        + "{\"name\":\"main\",\"value\":120.5,\"unit\":\"x\",\"goal\":100.0,\"met\":true},"
                        + "{\"name\":\"other\",\"value\":3.0,\"unit\":\"ms\",\"goal\":2.0,\"met\":false}],"
                        + "\"detail\":{\"trades\":7}}");
    }

    @Test
    void whatWasNotMeasuredMeetsNoGoal() {
        double none = Result.rounded(Double.NaN);

        assertThat(Goal.atMost(200, "ledgers stored", none, "ms").met()).isFalse();
        assertThat(Goal.atLeast(0, "trades stored", none, "trades/s").met()).isFalse();
        assertThat(Result.rounded(1.239)).isEqualTo(1.24);
    }
}
