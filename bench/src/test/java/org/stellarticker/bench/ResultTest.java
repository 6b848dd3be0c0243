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
                List.of(new Goal("main", 120.5, "x", 100), new Goal("other", 3, "ms", 4)),
                Map.of("trades", 7));

        assertThat(result.json())
                .isEqualTo("{\"bench\":\"made-up\",\"value\":120.5,\"unit\":\"x\",\"ours\":2.0,\"baseline\":241.0,"
                        + "\"baseline_is\":\"ms of the other way\",\"goal\":100.0,\"met\":false,\"goals\":["
                        + "{\"name\":\"main\",\"value\":120.5,\"unit\":\"x\",\"goal\":100.0,\"met\":true},"
                        + "{\"name\":\"other\",\"value\":3.0,\"unit\":\"ms\",\"goal\":4.0,\"met\":false}],"
                        + "\"detail\":{\"trades\":7}}");
    }
}
