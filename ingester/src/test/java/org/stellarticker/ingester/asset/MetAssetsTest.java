package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;

class MetAssetsTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";

    /** As many as the public network has. */
    @Test
    void eachOfAHundredAndNinetyFourThousandIsMetOnce() {
        var met = new MetAssets();
        for (int i = 0; i < 194_000; i++) {
            assertThat(met.add(Asset.issued("A" + i, ISSUER))).isTrue();
        }

        assertThat(met.size()).isEqualTo(194_000);
        assertThat(met.add(Asset.issued("A77", ISSUER))).isFalse();
        assertThat(met.contains(Asset.issued("A193999", ISSUER))).isTrue();
        assertThat(met.contains(Asset.issued("A194000", ISSUER))).isFalse();
        assertThat(met.size()).isEqualTo(194_000);
    }
}
