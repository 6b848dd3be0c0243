package org.stellarticker.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.SettingsCheck;
import org.stellarticker.daemon.settings.ProgramSettings;

/** Runs the check before the start with all programs. */
class AllSettingsTest {

    /** A program that offers no settings would not be checked, unnoticed. */
    @Test
    void everyProgramOffersItsSettings() {
        assertThat(ServiceLoader.load(ProgramSettings.class))
                .extracting(ProgramSettings::program)
                .containsExactlyInAnyOrder(
                        "migrate",
                        "ingester",
                        "aggregator",
                        "json-generator",
                        "graphql-server",
                        "event-publisher",
                        "webhook-sender",
                        "archiver",
                        "db-cleaner",
                        "sandbox",
                        "exchange",
                        "exchange-gateway");
    }

    @Test
    void wrongValuesOfDifferentProgramsAreReportedTogether() throws Exception {
        var check = start(Map.of(
                "TICKER_PORT", "8100",
                "METRICS_PORT", "8100",
                "HORIZON_URL", "horizon",
                "BACKFILL_DAYS", "x",
                "CANDLE_1M_DAYS", "3",
                "DATABASE_URL", "mysql://db:geheim@host/ticker",
                "SANDBOX_FAULTS", "/nowhere",
                "RETENTION_DAY", "9"));

        assertThat(output(check).lines())
                .containsExactlyInAnyOrder(
                        "METRICS_PORT: expected another port than TICKER_PORT, found \"8100\" for both",
                        "HORIZON_URL: expected http:// or https:// addresses separated by commas, found \"horizon\"",
                        "BACKFILL_DAYS: expected a whole number from 1 to 3650, found \"x\"",
                        "CANDLE_1M_DAYS: expected at least RETENTION_DAYS (8), found \"3\"",
                        "DATABASE_URL: expected jdbc:postgresql://host:port/name?user=…&password=… or"
                                + " postgresql://user:password@host:port/name, with several hosts as"
                                + " host-1:port,host-2:port, found \"mysql://***@host/ticker\"",
                        "SANDBOX_FAULTS: expected a seed, or the file of a plan, found \"/nowhere\"");
        assertThat(new String(check.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("RETENTION_DAY: no such setting; did you mean RETENTION_DAYS?");
        assertThat(check.waitFor()).isEqualTo(78);
    }

    @Test
    void theDefaultsHaveNoFaults() throws Exception {
        var check = start(Map.of());

        assertThat(output(check)).isEmpty();
        assertThat(check.getErrorStream().readAllBytes()).isEmpty();
        assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isZero();
    }

    private static String output(Process check) throws Exception {
        return new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process start(Map<String, String> settings) throws Exception {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                SettingsCheck.class.getName()));
        builder.environment().clear();
        builder.environment().putAll(settings);
        return builder.start();
    }
}
