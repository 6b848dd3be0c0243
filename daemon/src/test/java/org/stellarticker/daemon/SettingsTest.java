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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static SettingsFault faultOf(Map<String, String> environment) {
        return catchThrowableOfType(SettingsFault.class, () -> Sample.read(Settings.of(environment)));
    }

    @Test
    void whatIsNotSetHasItsDefault() {
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
    void everyFaultIsToldAtOnceOneLineEach() {
        var faults = faultOf(Map.of(
                "HORIZON_URL", "horizon.stellar.org",
                "BACKFILL_DAYS", "eight",
                "ASSET_INTERVAL", "10"));

        assertThat(faults.faults())
                .containsExactly(
                        "HORIZON_URL: expected http:// or https:// addresses separated by commas, found \"horizon.stellar.org\"",
                        "BACKFILL_DAYS: expected a whole number from 1 to 3650, found \"eight\"",
                        "ASSET_INTERVAL: expected a length of time above zero such as 30s, 5m, 2h or 3d, found \"10\"",
                        "DATABASE_URL: expected a value, found none");
    }

    @Test
    void aSecretIsNeverTold() {
        var faults = faultOf(Map.of("DATABASE_URL", "postgres:geheim"));

        assertThat(faults.faults()).containsExactly("DATABASE_URL: expected jdbc:postgresql://host:port/name");
    }

    @Test
    void aValueMayStandInAFile(@TempDir Path folder) throws IOException {
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
    void anUnknownNameOfOursSuggestsTheNearest() {
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

            assertThat(catchThrowableOfType(SettingsFault.class, () -> Sample.read(settings)))
                    .as(found)
                    .isNotNull();
        }
    }
}
