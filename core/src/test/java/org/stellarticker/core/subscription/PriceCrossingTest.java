package org.stellarticker.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.Direction;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;

class PriceCrossingTest {

    private static final TradePair MARKET = new TradePair(
            NativeAsset.XLM, Asset.issued("USD", "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"));

    @ParameterizedTest
    @CsvSource({
        // Level 0.1 with 10 percent: back below 0.09, or above 0.11.
        "ABOVE, 1, 10, true, false",
        "ABOVE, 11, 100, true, false",
        "ABOVE, 9999, 100000, false, false",
        "ABOVE, 9, 100, false, false",
        "ABOVE, 8999, 100000, false, true",
        "BELOW, 1, 10, true, false",
        "BELOW, 9, 100, true, false",
        "BELOW, 10001, 100000, false, false",
        "BELOW, 11, 100, false, false",
        "BELOW, 11001, 100000, false, true",
        // A double takes this for 0.1.
        "ABOVE, 99999999999999999, 1000000000000000000, false, false",
    })
    void comparesExactly(Direction direction, long n, long d, boolean beyond, boolean back) {
        var crossing = new PriceCrossing(MARKET, direction, new BigDecimal("0.1"), BigDecimal.TEN);

        assertThat(crossing.isBeyond(new Price(n, d))).isEqualTo(beyond);
        assertThat(crossing.isBack(new Price(n, d))).isEqualTo(back);
    }
}
