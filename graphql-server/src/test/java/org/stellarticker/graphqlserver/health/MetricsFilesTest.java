package org.stellarticker.graphqlserver.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFilesTest {

    private static final Instant NOW = Instant.parse("2026-08-29T20:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aMetricOfSeveralProgramsIsDescribedOnceWithAllItsLinesTogether() throws IOException {
        write("ingester.prom", NOW, """
                # HELP ticker_trades_total Trades stored
                # TYPE ticker_trades_total counter
                ticker_trades_total{program="ingester"} 7.0
                # HELP wait_seconds Waits
                # TYPE wait_seconds summary
                wait_seconds_count{program="ingester"} 1
                wait_seconds_sum{program="ingester"} 0.5
                """);
        write("aggregator.prom", NOW.minusSeconds(3), """
                # HELP wait_seconds Waits
                # TYPE wait_seconds summary
                wait_seconds_count{program="aggregator"} 2
                wait_seconds_sum{program="aggregator"} 0.25
                # EOF
                """);

        assertThat(merged()).isEqualTo("""
                # HELP ticker_trades_total Trades stored
                # TYPE ticker_trades_total counter
                ticker_trades_total{program="ingester"} 7.0
                # HELP wait_seconds Waits
                # TYPE wait_seconds summary
                wait_seconds_count{program="aggregator"} 2
                wait_seconds_sum{program="aggregator"} 0.25
                wait_seconds_count{program="ingester"} 1
                wait_seconds_sum{program="ingester"} 0.5
                """);
    }

    @Test
    void metricsOfAProgramThatEndedAndFilesHalfWrittenAreLeftOut() throws IOException {
        write("ingester.prom", NOW.minusSeconds(60), "old{program=\"ingester\"} 1\n");
        write(".aggregator.prom.new", NOW, "half");
        write("json-generator.prom", NOW, "fresh{program=\"json-generator\"} 1\n");

        assertThat(merged()).isEqualTo("fresh{program=\"json-generator\"} 1\n");
    }

    private String merged() throws IOException {
        return new MetricsFiles(folder, Clock.fixed(NOW, ZoneOffset.UTC)).merged();
    }

    private void write(String name, Instant at, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(at));
    }
}
