package org.stellarticker.graphqlserver.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.AssetStatus.Toml;

class AssetStatusesTest {

    private static final String LINK = "https://bank.example/.well-known/stellar.toml";

    @Test
    void whatIsValidNeedsNoReason() {
        assertThat(AssetStatuses.reason(new AssetStatus(NativeAsset.XLM, true, true, LINK, toml("absent", "404"))))
                .isEmpty();
    }

    @Test
    void theFirstThingThatIsLackingIsReported() {
        assertThat(notValid(false, "", Optional.empty())).startsWith("it is not listed: ");
        assertThat(notValid(true, "", Optional.empty())).startsWith("its issuer links to no stellar.toml");
        assertThat(notValid(true, LINK, Optional.empty())).isEqualTo("its stellar.toml was not asked for yet");
        assertThat(notValid(true, LINK, toml("absent", "found status 404")))
                .isEqualTo("its stellar.toml could not be read (absent): found status 404");
        assertThat(notValid(true, LINK, toml("unchanged", "")))
                .startsWith("its stellar.toml was read, and counts from");
    }

    private static String notValid(boolean listed, String link, Optional<Toml> toml) {
        return AssetStatuses.reason(new AssetStatus(NativeAsset.XLM, listed, false, link, toml));
    }

    private static Optional<Toml> toml(String outcome, String reason) {
        return Optional.of(new Toml(LINK, outcome, reason, Instant.EPOCH, Optional.empty(), Instant.EPOCH, List.of()));
    }
}
