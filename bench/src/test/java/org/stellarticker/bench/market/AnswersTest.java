package org.stellarticker.bench.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {

    private static final Instant CLOSED = Instant.parse("2026-08-08T15:17:20Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writtenByTheProduct() throws IOException {
        file = Files.writeString(folder.resolve("markets.json"), """
                {"pairs": [{"name": "XLM_USD", "close": 8.1, "change": 0.1, "close_time": "2026-08-08T15:17:20Z"}]}
                """);
    }

    @Test
    void valuesThatDifferByRoundingAreEqual() throws IOException {
        assertThat(Answers.compare(file, legacy(8.1 + 4e-9, 0.1 + 4e-9, CLOSED)))
                .isEqualTo(3);
    }

    @Test
    void anotherValueIsADifference() {
        refused(legacy(8.1 + 1e-7, 0.1, CLOSED), "XLM_USD\" close");
    }

    @Test
    void anotherTimeIsADifference() {
        refused(legacy(8.1, 0.1, CLOSED.plusSeconds(1)), "close_time");
    }

    @Test
    void aMissingPairIsADifference() {
        refused(Map.of(), "1 pairs against 0");
        refused(Map.of("XLM_EUR", Map.of()), "XLM_USD");
    }

    private void refused(Map<String, Map<String, Object>> legacy, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Answers.compare(file, legacy))
                .withMessageContaining(why);
    }

    private static Map<String, Map<String, Object>> legacy(double close, double change, Instant closed) {
        return Map.of("XLM_USD", Map.of("close", close, "change", change, "close_time", closed));
    }
}
