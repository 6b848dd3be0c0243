package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class SettingsTest {

    private record Sample(List<URI> urls, int days, Duration interval, String address) {
        static Sample read(Settings in) {
            return in.all(() -> new Sample(
                    in.uris("HORIZON_URL", "https://horizon.example"),
                    in.days("BACKFILL_DAYS", 8),
                    in.duration("ASSET_INTERVAL", Duration.ofMinutes(10)),
                    in.secret("DATABASE_URL", SettingsTest::address)));
        }
    }

    private static String address(String found) {
        if (!found.startsWith("jdbc:")) {
            throw new IllegalArgumentException("expected jdbc:postgresql://host:port/name");
        }
        return found;
    }

    private static SettingsException faultOf(Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> Sample.read(Settings.of(environment)));
    }

    @Test
    void anUnsetSettingHasItsDefault() {
        var sample = Sample.read(Settings.of(Map.of("DATABASE_URL", "jdbc:x", "BACKFILL_DAYS", "")));

        assertThat(sample)
                .isEqualTo(new Sample(
                        List.of(URI.create("https://horizon.example")), 8, Duration.ofMinutes(10), "jdbc:x"));
    }

    @Test
    void valuesAreReadInTheirDocumentedForms() {
        var sample = Sample.read(Settings.of(Map.of(
                "HORIZON_URL", "http://a:8001/, https://b/horizon",
                "BACKFILL_DAYS", "3",
                "ASSET_INTERVAL", "2h",
                "DATABASE_URL", "jdbc:x")));

        assertThat(sample.urls()).containsExactly(URI.create("http://a:8001"), URI.create("https://b/horizon"));
        assertThat(sample.days()).isEqualTo(3);
        assertThat(sample.interval()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void everyFaultIsReportedAtOnceOneLineEach() {
        var faults = faultOf(Map.of(
                "HORIZON_URL", "horizon.stellar.org",
                "BACKFILL_DAYS", "eight",
                "ASSET_INTERVAL", "10"));

        assertThat(faults.faults())
                .containsExactly(
                        "HORIZON_URL: expected http:// or https:// addresses separated by commas, found"
                                + " \"horizon.stellar.org\"",
                        "BACKFILL_DAYS: expected a whole number from 1 to 3650, found \"eight\"",
                        "ASSET_INTERVAL: expected a length of time above zero such as 30s, 5m, 2h or 3d, found \"10\"",
                        "DATABASE_URL: expected a value, found none");
    }

    @Test
    void aSecretIsNeverReported() {
        var faults = faultOf(Map.of("DATABASE_URL", "postgres:geheim"));

        assertThat(faults.faults()).containsExactly("DATABASE_URL: expected jdbc:postgresql://host:port/name");
    }

    @Test
    void aValueMayBeReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("url"), "jdbc:from-file\n");

        var sample = Sample.read(Settings.of(Map.of("DATABASE_URL_FILE", file.toString())));

        assertThat(sample.address()).isEqualTo("jdbc:from-file");
    }

    @Test
    void aFileThatIsNotThereIsOneFault(@TempDir Path folder) {
        var faults = faultOf(Map.of("DATABASE_URL_FILE", folder.resolve("gone").toString()));

        assertThat(faults.faults())
                .containsExactly(
                        "DATABASE_URL_FILE: expected a file that can be read, found none at \"" + folder + "/gone\"");
    }

    @Test
    void valueAndFileTogetherAreAFault() {
        var faults = faultOf(Map.of("DATABASE_URL", "jdbc:x", "DATABASE_URL_FILE", "/x"));

        assertThat(faults.faults())
                .containsExactly("DATABASE_URL: expected either DATABASE_URL or DATABASE_URL_FILE, found both");
    }

    @Test
    void anUnknownNameSuggestsTheNearestKnownOne() {
        var settings = Settings.of(Map.of(
                "HORIZON_ULR", "http://a",
                "TICKER_PROT", "1",
                "TICKER_PORT", "8000",
                "SANDBOX_REPLAY", "x",
                "HOME", "/root"));

        assertThat(settings.warnings())
                .containsExactly(
                        "HORIZON_ULR: no such setting; did you mean HORIZON_URL?",
                        "TICKER_PROT: no such setting; did you mean TICKER_PORT?");
    }

    @Test
    void numbersThatNoProgramCanUseAreFaults() {
        for (String found : List.of("0", "-1", "8.0", "99999999999", "0x8", "")) {
            var settings =
                    Settings.of(Map.of("DATABASE_URL", "jdbc:x", "BACKFILL_DAYS", found.isEmpty() ? "x" : found));

            assertThat(catchThrowableOfType(SettingsException.class, () -> Sample.read(settings)))
                    .as(found)
                    .isNotNull();
        }
    }

    @Test
    void hostNamesMayContainAnUnderscore() {
        var sample = Sample.read(Settings.of(Map.of(
                "DATABASE_URL", "jdbc:x",
                "HORIZON_URL", "http://my_horizon:8000,https://user:pw@stellar_horizon_1/h,http://[::1]:80")));

        assertThat(sample.urls())
                .extracting(URI::toString)
                .containsExactly("http://my_horizon:8000", "https://user:pw@stellar_horizon_1/h", "http://[::1]:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://", "http://:80", "http://a b", "http://a:0", "http://a:65536", "http://a|b", "ftp://a"})
    void addressesThatCannotBeReachedAreFaults(String found) {
        assertThat(faultOf(Map.of("DATABASE_URL", "jdbc:x", "HORIZON_URL", found)))
                .as(found)
                .isNotNull();
    }

    @Test
    void aPortThatKubernetesSetsForAServiceIsIgnoredWithAWarning() {
        var in = Settings.of(Map.of(
                "TICKER_PORT", "tcp://10.43.0.7:8000",
                "TICKER_SERVICE_HOST", "10.43.0.7",
                "TICKER_SERVICE_PORT", "8000",
                "TICKER_SERVICE_PORT_HTTP", "8000",
                "TICKER_PORT_8000_TCP", "tcp://10.43.0.7:8000",
                "TICKER_PORT_8000_TCP_ADDR", "10.43.0.7",
                "TICKER_PORT_8000_TCP_PROTO", "tcp",
                "HORIZON_PORT", "tcp://10.43.0.8:8000"));

        assertThat(in.all(() -> in.port("TICKER_PORT", 8000))).isEqualTo(8000);
        assertThat(in.warnings())
                .containsExactly("TICKER_PORT: ignored \"tcp://10.43.0.7:8000\", which Kubernetes sets for its service"
                        + " \"ticker\", and used 8000; set enableServiceLinks: false in the pod, or rename the"
                        + " service");
    }

    @Test
    void misspeltNamesAreFoundWithoutAKnownPrefixToo() {
        var environment = new TreeMap<String, String>();
        for (String name : List.of(
                "RETENTION_DAY", "DATABASE_URI", "DATABSE_URL_FILE", "backfill_days", "BACKFILL_HOURS", "LOGLEVEL")) {
            environment.put(name, "1");
        }

        assertThat(Settings.of(environment).warnings())
                .containsExactlyInAnyOrder(
                        "RETENTION_DAY: no such setting; did you mean RETENTION_DAYS?",
                        "DATABASE_URI: no such setting; did you mean DATABASE_URL?",
                        "DATABSE_URL_FILE: no such setting; did you mean DATABASE_URL_FILE?",
                        "backfill_days: no such setting; did you mean BACKFILL_DAYS?",
                        "BACKFILL_HOURS: no such setting; did you mean BACKFILL_DAYS?",
                        "LOGLEVEL: no such setting; did you mean LOG_LEVEL?");
    }

    @Test
    void variablesOfOtherSoftwareAreIgnored() {
        var environment = new TreeMap<String, String>();
        for (String name : List.of(
                "PATH",
                "HOME",
                "HOSTNAME",
                "LANG",
                "LC_ALL",
                "PWD",
                "SHLVL",
                "TERM",
                "USER",
                "LOGNAME",
                "JAVA_HOME",
                "PORT",
                "HTTP_PORT",
                "DB_URL",
                "DATABASE_HOST",
                "DATABASE_PASSWORD",
                "LOG_FILE",
                "AUDIT_LOG",
                "S3_URL",
                "POSTGRES_HOME",
                "APP_HOME",
                "RUN_ID",
                "WITH_POSTGRES",
                "WITH_SANDBOX",
                "WITH_API_SERVERS",
                "ONCE",
                "PYTHON3",
                "SUPERVISOR_ENABLED",
                "SUPERVISOR_PROCESS_NAME",
                "KUBERNETES_PORT",
                "KUBERNETES_SERVICE_HOST")) {
            environment.put(name, "1");
        }

        assertThat(Settings.of(environment).warnings()).isEmpty();
    }
}
