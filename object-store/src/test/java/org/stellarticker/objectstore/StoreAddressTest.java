package org.stellarticker.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class StoreAddressTest {

    @Test
    void anEndpointWithAnAccountIsRefusedAndNotShown() {
        assertThat(faultsOfEndpoint("https://access:geheim@s3.example.org"))
                .containsExactly(
                        "S3_ENDPOINT: expected an address without an account, which S3_ACCESS_KEY and S3_SECRET_KEY say");
    }

    @Test
    void anEndpointThatIsNoAddressIsRefusedAndNotShown() {
        for (String found : List.of("https://geheim@[", "s3.example.org", "ftp://s3.example.org")) {
            assertThat(faultsOfEndpoint(found))
                    .containsExactly("S3_ENDPOINT: expected an address such as https://s3.example.org");
        }
    }

    private static List<String> faultsOfEndpoint(String endpoint) {
        var settings = Settings.of(Map.of(
                "ARCHIVE_URL", "s3://archive",
                "S3_ENDPOINT", endpoint,
                "S3_ACCESS_KEY", "a",
                "S3_SECRET_KEY", "b"));
        return catchThrowableOfType(
                        SettingsException.class, () -> settings.all(() -> StoreAddress.find(settings, "ARCHIVE_URL")))
                .faults();
    }
}
