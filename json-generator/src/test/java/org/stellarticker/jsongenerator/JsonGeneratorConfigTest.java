package org.stellarticker.jsongenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class JsonGeneratorConfigTest {

    @Test
    void theFilesGoToTheFolderOfTheRun() {
        var config = JsonGeneratorConfig.read(Settings.of(Map.of(
                "DATABASE_URL", "postgresql://ticker:secret@127.0.0.1:5432/ticker", "TICKER_STATE", "/a b/100%/demo")));

        assertThat(config.www()).isEqualTo(Path.of("/a b/100%/demo/www"));
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void allMissingSettingsAreReportedAtOnce() {
        assertThatThrownBy(() -> JsonGeneratorConfig.read(Settings.of(Map.of("DATABASE_URL", "mysql://x:secret@y"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DATABASE_URL: expected")
                .hasMessageContaining("TICKER_STATE: expected")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEntryThatIsNoAssetIsAFault() {
        assertThatThrownBy(() -> JsonGeneratorConfig.read(Settings.of(Map.of(
                        "DATABASE_URL",
                        "postgresql://ticker:secret@127.0.0.1:5432/ticker",
                        "TICKER_STATE",
                        "/demo",
                        "QUOTE_RANKING",
                        "USDC",
                        "VERIFIED_ISSUERS",
                        "USDC:GX"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("QUOTE_RANKING: expected native or CODE:ISSUER, found \"USDC\"")
                .hasMessageContaining("VERIFIED_ISSUERS: expected native or CODE:ISSUER, found \"USDC:GX\"");
    }
}
