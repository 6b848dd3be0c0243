package org.stellarticker.ingester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.publichttp.TrustedOrigins;

class IngesterConfigTest {

    private static final String DATABASE = "postgresql://ticker:geheim@127.0.0.1:5432/ticker";

    @Test
    void defaultsToThePublicNetwork() {
        var config = IngesterConfig.read(Settings.of(Map.of("DATABASE_URL", DATABASE)));

        assertThat(config.horizonUrls()).containsExactly(URI.create("https://horizon.stellar.org"));
        assertThat(config.requestsPerHour()).isEqualTo(3600);
        assertThat(config.backfillDays()).isEqualTo(8);
        assertThat(config.assetInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(config.orderBookInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.trustedOrigins()).isEqualTo(TrustedOrigins.NONE);
        assertThat(config.toString()).doesNotContain("geheim");
    }

    @Test
    void orderBooksTakeASixthOfTheBudget() {
        var config = IngesterConfig.read(Settings.of(Map.of("DATABASE_URL", DATABASE)));
        var unlimited =
                IngesterConfig.read(Settings.of(Map.of("DATABASE_URL", DATABASE, "HORIZON_REQUESTS_PER_HOUR", "0")));

        assertThat(config.orderBooks()).isEqualTo(100);
        assertThat(unlimited.orderBooks()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void rejectsARetentionThatIsTooShort() {
        var faults = catchThrowableOfType(
                SettingsException.class,
                () -> IngesterConfig.read(Settings.of(Map.of(
                        "DATABASE_URL", DATABASE,
                        "BACKFILL_DAYS", "30",
                        "RETENTION_DAYS", "10",
                        "HORIZON_REQUESTS_PER_HOUR", "-1"))));

        assertThat(faults.faults())
                .containsExactly(
                        "HORIZON_REQUESTS_PER_HOUR: expected a whole number from 0 to 1000000000, found \"-1\"",
                        "BACKFILL_DAYS: expected at most RETENTION_DAYS (10), found \"30\"");
    }

    @Test
    void reportsAnUnreadableDatabaseAddressWithoutItsPassword() {
        var faults = catchThrowableOfType(
                SettingsException.class,
                () -> IngesterConfig.read(Settings.of(Map.of("DATABASE_URL", "mysql://ticker:geheim@host/ticker"))));

        assertThat(faults.faults())
                .singleElement()
                .asString()
                .startsWith("DATABASE_URL: expected")
                .doesNotContain("geheim");
    }
}
