package org.stellarticker.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    @Test
    void usersPlaceTheRateTogether() {
        Plan plan = Plan.of(List.of("--users", "10000", "--rate", "1000", "--seconds", "600"));
        assertThat(plan.period()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.ramp()).isEqualTo(Duration.ofSeconds(51));
        assertThat(plan.duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.streams()).isTrue();
        assertThat(Plan.of(List.of("--users", "500", "--rate", "5000")).period())
                .isEqualTo(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --users   | 0         | --users: expected a number from 1 to 15000, found "0"
                    --users   | 20000     | --users: expected a number from 1 to 15000, found "20000"
                    --rate    | 1e3       | --rate: expected a number from 1 to 50000, found "1e3"
                    --seconds | -1        | --seconds: expected a number from 1 to 86400, found "-1"
                    --streams | yes       | --streams: expected off or on, found "yes"
                    --kind    | all       | --kind: expected file or orders, found "all"
                    --address | localhost | --address: expected an address such as http://127.0.0.1:8000, found "localhost"
                    --address | ftp://x   | --address: expected an address such as http://127.0.0.1:8000, found "ftp://x"
                    --address | http://[x | --address: expected an address such as http://127.0.0.1:8000, found "http://[x"
                    """)
    void namesTheOptionThatIsWrong(String name, String value, String message) {
        assertThatThrownBy(() -> Plan.of(List.of(name, value))).hasMessage(message);
    }

    @Test
    void namesTheOptionsThatItKnows() {
        for (List<String> wrong : List.of(List.of("--fast", "1"), List.of("--users"))) {
            assertThatThrownBy(() -> Plan.of(wrong))
                    .hasMessageContaining(
                            "--seconds, --streams, --users, each with a value, found \"" + wrong.getFirst());
        }
    }
}
