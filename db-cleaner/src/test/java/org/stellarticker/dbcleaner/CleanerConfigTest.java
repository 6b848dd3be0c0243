package org.stellarticker.dbcleaner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.db.journal.JournalTypes;

class CleanerConfigTest {

    @Test
    void theDefaultsKeepWhatTheWindowsNeedAndCandlesForLong() {
        var config = read(Map.of());

        assertThat(config.retention())
                .isEqualTo(new Retention(
                        Duration.ofDays(8),
                        Duration.ofDays(35),
                        Duration.ofDays(730),
                        Optional.empty(),
                        Duration.ofDays(90),
                        100_000,
                        Duration.ofDays(2),
                        false,
                        JournalTypes.parse(JournalTypes.USUAL)));
        assertThat(config.interval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.toString()).doesNotContain("geheim");
    }

    @Test
    void whoKeepsTradesForLongKeepsTheirCandlesAsLong() {
        var config = read(Map.of("RETENTION_DAYS", "800", "BACKFILL_DAYS", "30"));

        assertThat(config.retention().minuteCandles()).isEqualTo(Duration.ofDays(800));
        assertThat(config.retention().hourCandles()).isEqualTo(Duration.ofDays(800));
    }

    @Test
    void whatDoesNotFitTogetherIsReportedAtOnce() {
        assertThat(faults(Map.of(
                        "RETENTION_DAYS", "10",
                        "BACKFILL_DAYS", "30",
                        "CANDLE_1M_DAYS", "9",
                        "CANDLE_1H_DAYS", "8",
                        "CANDLE_1D_DAYS", "7",
                        "CLEAN_INTERVAL", "often")))
                .containsExactly(
                        "BACKFILL_DAYS: expected at most RETENTION_DAYS (10), found \"30\"",
                        "CANDLE_1M_DAYS: expected at least RETENTION_DAYS (10), found \"9\"",
                        "CANDLE_1H_DAYS: expected at least CANDLE_1M_DAYS (9), found \"8\"",
                        "CANDLE_1D_DAYS: expected at least CANDLE_1H_DAYS (8), found \"7\"",
                        "CLEAN_INTERVAL: expected a length of time above zero such as 30s, 5m, 2h or 3d, found"
                                + " \"often\"");
    }

    @Test
    void lessThanTheWindowsNeedIsAFault() {
        assertThat(faults(Map.of("RETENTION_DAYS", "7")))
                .contains("RETENTION_DAYS: expected a whole number from 8 to 3650, found \"7\"");
    }

    private static CleanerConfig read(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("DATABASE_URL", "postgresql://ticker:geheim@127.0.0.1:5432/ticker");
        return CleanerConfig.read(Settings.of(environment));
    }

    private static List<String> faults(Map<String, String> settings) {
        return catchThrowableOfType(SettingsException.class, () -> read(settings))
                .faults();
    }
}
