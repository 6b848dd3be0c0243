package org.stellarticker.ingester.horizon.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.HorizonException;

class PoolPageTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";

    @Test
    void aRecordedPageIsReadWhole() {
        PoolPage page = PoolPageReader.read(Recorded.bytes("liquidity_pools_20.json"));

        assertThat(page.pools()).hasSize(20);
        assertThat(page.rejected()).isEmpty();
        assertThat(page.next()).contains("0291745e9d71b8bd3ddb2447d52904318ddbe13a348a93421bd20861e9a292e7");
        assertThat(page.pools().getFirst())
                .isEqualTo(new PoolListing(
                        "00161ae50c08a3b3e83ea25745f5e7df84819adc693bbb93b1857c9eb100aee7",
                        new TradePair(
                                NativeAsset.XLM,
                                Asset.issued("JCqA", "GBYCM4KJUZGWGTGXXKT7N6XIQRU67CI44YRVNLERYS2TC5GOOD2XIGFV")),
                        Amount.parse("18159.7617508"),
                        Amount.parse("34285.0431726"),
                        30,
                        Amount.parse("24952.1184597"),
                        2758));
        assertThat(page.pools()).allMatch(pool -> pool.pair().isNormalised());
    }

    @ParameterizedTest
    @ValueSource(strings = {"liquidity_pools_by_reserves.json", "java-sdk_page_liquidity_pools.json"})
    void othersAreToo(String recorded) {
        PoolPage page = PoolPageReader.read(Recorded.bytes(recorded));

        assertThat(page.pools()).isNotEmpty().allMatch(pool -> pool.feeBp() == 30);
        assertThat(page.rejected()).isEmpty();
    }

    private static String record(String one, String other, String amount) {
        return """
                {"id": "%1$s", "paging_token": "%1$s", "fee_bp": "30", "type": "constant_product",
                 "total_trustlines": 7, "total_shares": "5.0000000",
                 "reserves": [{"asset": "%2$s", "amount": "%4$s"}, {"asset": "%3$s", "amount": "3.0000000"}]}
                """.formatted("a".repeat(64), one, other, amount);
    }

    private static PoolPage page(String records) {
        return PoolPageReader.read(("{\"_embedded\": {\"records\": [" + records + "]}}").getBytes(UTF_8));
    }

    @Test
    void reservesAreTurnedAsThePairIs() {
        PoolListing pool = page(record("USD:" + ISSUER, "EUR:" + ISSUER, "2.0000000"))
                .pools()
                .getFirst();

        assertThat(pool.pair().base()).isEqualTo(Asset.issued("EUR", ISSUER));
        assertThat(pool.baseReserve()).isEqualTo(Amount.parse("3"));
        assertThat(pool.counterReserve()).isEqualTo(Amount.parse("2"));
        assertThat(pool.trustlines()).isEqualTo(7);
    }

    @Test
    void aPoolThatCannotBeReadCostsOnlyItself() {
        PoolPage page = page(record("native", "EUR:" + ISSUER, "many") + ","
                + record("native", "EUR:" + ISSUER, "2.0000000") + ","
                + record("native", "native", "1.0000000") + ","
                + record("EUR", "native", "1.0000000") + ","
                + record("native", "EUR:" + ISSUER, "1").replace("constant_product", "other"));

        assertThat(page.pools()).hasSize(1);
        assertThat(page.rejected()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html>",
                "{\"_embedded\": {}}",
                "{\"_embedded\": {\"records\": 7}}",
                "{\"_embedded\": {\"records\": [7, {}]}}",
                "[]"
            })
    void whatIsNoPageIsAFault(String body) {
        assertThatExceptionOfType(HorizonException.class).isThrownBy(() -> PoolPageReader.read(body.getBytes(UTF_8)));
    }
}
