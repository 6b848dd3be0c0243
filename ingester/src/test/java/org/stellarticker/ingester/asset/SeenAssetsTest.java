package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;

class SeenAssetsTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";

    /** The public network has about as many assets. */
    @Test
    void addsEachOf194000AssetsOnce() {
        var seen = new SeenAssets();
        for (int i = 0; i < 194_000; i++) {
            assertThat(seen.add(Asset.issued("A" + i, ISSUER))).isTrue();
        }

        assertThat(seen.size()).isEqualTo(194_000);
        assertThat(seen.add(Asset.issued("A77", ISSUER))).isFalse();
        assertThat(seen.contains(Asset.issued("A193999", ISSUER))).isTrue();
        assertThat(seen.contains(Asset.issued("A194000", ISSUER))).isFalse();
        assertThat(seen.size()).isEqualTo(194_000);
    }
}
