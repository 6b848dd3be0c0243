package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** What is wrong with the settings of any program is known before one of them starts. */
class SettingsCheckTest {

    private static SettingsCheck.Result check(Map<String, String> environment) {
        return SettingsCheck.check(
                environment,
                List.of(
                        program("reader", in -> {
                            in.days("BACKFILL_DAYS", 8);
                            in.secret("DATABASE_URL", found -> found);
                        }),
                        program("keeper", in -> {
                            in.days("BACKFILL_DAYS", 8);
                            in.flag("KEEP", "true");
                        }),
                        program("sandbox", in -> in.integer("SANDBOX_SEED", 1, 0, 9))));
    }

    private static ProgramSettings program(String name, Consumer<Settings> reader) {
        return new ProgramSettings() {
            @Override
            public String program() {
                return name;
            }

            @Override
            public void read(Settings in) {
                in.all(() -> {
                    reader.accept(in);
                    return name;
                });
            }
        };
    }

    @Test
    void anEmptyEnvironmentHasNoFaults() {
        assertThat(check(Map.of())).isEqualTo(new SettingsCheck.Result(List.of(), List.of()));
    }

    @Test
    void theFaultsOfAllProgramsAreReportedTogetherEachOnce() {
        assertThat(check(Map.of(
                                "TICKER_PORT", "eighty",
                                "LOG_LEVEL", "loud",
                                "BACKFILL_DAYS", "x",
                                "KEEP", "maybe",
                                "SANDBOX_SEED", "10",
                                "TICKER_HOME", "/srv/$HOME"))
                        .faults())
                .containsExactly(
                        "TICKER_PORT: expected a whole number from 1 to 65535, found \"eighty\"",
                        "TICKER_HOME: expected a path without any of $ ` \" \\, found \"/srv/$HOME\"",
                        "LOG_LEVEL: expected one of error, warn, info, debug, trace, found \"loud\"",
                        "BACKFILL_DAYS: expected a whole number from 1 to 3650, found \"x\"",
                        "KEEP: expected true or false, found \"maybe\"",
                        "SANDBOX_SEED: expected a whole number from 0 to 9, found \"10\"");
    }

    @Test
    void twoSettingsThatNameTheSamePortClash() {
        assertThat(check(Map.of("TICKER_PORT", "8100", "METRICS_PORT", "8100")).faults())
                .containsExactly("METRICS_PORT: expected another port than TICKER_PORT, found \"8100\" for both");
        assertThat(check(Map.of("WITH_SANDBOX", "true", "TICKER_PORT", "8100", "METRICS_PORT", "8101"))
                        .faults())
                .containsExactly("SANDBOX_PORT: expected another port than METRICS_PORT, found \"8101\" for both");
    }

    @Test
    void unusedPortsDoNotClash() {
        assertThat(check(Map.of("WITH_SANDBOX", "false", "METRICS_PORT", "8001", "SANDBOX_SEED", "x"))
                        .faults())
                .isEmpty();
    }

    @Test
    void aPortTooHighForItsFollowersIsAFault() {
        assertThat(check(Map.of("TICKER_PORT", "65534")).faults())
                .containsExactly("TICKER_PORT: expected at most 65533, since METRICS_PORT and SANDBOX_PORT follow it"
                        + " where they are not set, found \"65534\"");
        assertThat(check(Map.of("TICKER_PORT", "65535", "METRICS_PORT", "9000")).faults())
                .isEmpty();
    }

    @Test
    void thePlaceholderDatabaseHidesOnlyAMissingAddress() {
        assertThat(check(Map.of("DATABASE_URL", "x", "DATABASE_URL_FILE", "/x")).faults())
                .containsExactly("DATABASE_URL: expected either DATABASE_URL or DATABASE_URL_FILE, found both");
    }

    @Test
    void namesOfAnyProgramAreKnownAndOthersAreWarnedOfOnce() {
        assertThat(check(Map.of("KEPE", "true", "TICKER_PORT", "tcp://10.0.0.1:8000", "KEEP", "true"))
                        .warnings())
                .containsExactly(
                        "TICKER_PORT: ignored \"tcp://10.0.0.1:8000\", which Kubernetes sets for its service"
                                + " \"ticker\", and used 8000; set enableServiceLinks: false in the pod, or rename the"
                                + " service",
                        "KEPE: no such setting; did you mean KEEP?");
    }

    @Test
    void limitsAndProxiesThatNginxRefusesAreFaults() {
        assertThat(check(Map.of("CONNECTION_LIMIT", "0", "TRUSTED_PROXIES", "10.0.0.1, fd00::/8"))
                        .faults())
                .isEmpty();
        assertThat(check(Map.of("CONNECTION_LIMIT", "-1", "RATE_LIMIT", "1/s", "TRUSTED_PROXIES", "10.0.0.0/33"))
                        .faults())
                .containsExactlyInAnyOrder(
                        "CONNECTION_LIMIT: expected a whole number from 0 to 65535, found \"-1\"",
                        "RATE_LIMIT: expected a whole number from 0 to 999999, found \"1/s\"",
                        "TRUSTED_PROXIES: expected addresses such as 10.0.0.1 or 10.0.0.0/8, separated by commas,"
                                + " found \"10.0.0.0/33\"");
        assertThat(check(Map.of("CONNECTION_LIMIT", "65536")).faults()).hasSize(1);
        for (String refused :
                List.of("proxy.example", "10.1", "10.1/16", "[::1]", "[fd00::]/8", "fe80::1%eth0", "2130706433")) {
            assertThat(check(Map.of("TRUSTED_PROXIES", refused)).faults())
                    .as(refused)
                    .hasSize(1);
        }
        for (String taken : List.of("10.1.0.0/16", "::1", "::ffff:10.0.0.1", "fd00::/8")) {
            assertThat(check(Map.of("TRUSTED_PROXIES", taken)).faults())
                    .as(taken)
                    .isEmpty();
        }
    }
}
