package org.stellarticker.graphqlserver.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.reference.VerifiedAssets;

class UdfSymbolsTest {

    private final UdfSymbols symbols = new UdfSymbols(new VerifiedAssets(List.of()));

    private static Asset issued(String code) {
        return Asset.parse(code + ":G" + "A".repeat(55));
    }

    @Test
    void aTickerIsReadWithAndWithoutTheExchange() {
        var pair = new TradePair(issued("USDC"), NativeAsset.XLM);

        assertThat(symbols.parse(UdfSymbols.ticker(pair))).isEqualTo(pair);
        assertThat(symbols.parse("Stellar:" + UdfSymbols.ticker(pair))).isEqualTo(pair);
    }

    @Test
    void anAssetMayHaveTheExchangesName() {
        var pair = new TradePair(issued("Stellar"), NativeAsset.XLM);

        assertThat(symbols.parse(UdfSymbols.ticker(pair))).isEqualTo(pair);
        assertThat(symbols.parse("Stellar:" + UdfSymbols.ticker(pair))).isEqualTo(pair);
    }
}
