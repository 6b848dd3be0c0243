package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.TradeId;

class TradeTest {

    private static final String ISSUER = "GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU";
    private static final Asset BTC = Asset.issued("BTC", ISSUER);
    private static final TradeParty SELLER = new TradeParty.OfferParty(new AccountId(ISSUER), 7);
    private static final TradeSide BITCOINS = new TradeSide(BTC, new Amount(3), SELLER);

    @Test
    void aTradeInTheOtherDirectionIsTurnedAsAWhole() {
        var lumens = new TradeSide(NativeAsset.XLM, new Amount(500), new TradeParty.PoolParty("ab".repeat(32)));
        var received = trade(BITCOINS, lumens, new Price(500, 3), true);

        var normalised = received.normalised();

        assertThat(normalised).isEqualTo(trade(lumens, BITCOINS, new Price(3, 500), false));
        assertThat(normalised.normalised()).isSameAs(normalised);
    }

    @Test
    void aTradeWithAPoolOnEitherSideIsAPoolTrade() {
        var fromPool = new TradeSide(NativeAsset.XLM, new Amount(500), new TradeParty.PoolParty("ab".repeat(32)));
        var fromOffer = new TradeSide(NativeAsset.XLM, new Amount(500), SELLER);

        assertThat(trade(BITCOINS, fromPool, new Price(500, 3), true).type()).isEqualTo(TradeType.LIQUIDITY_POOL);
        assertThat(trade(fromPool, BITCOINS, new Price(3, 500), true).type()).isEqualTo(TradeType.LIQUIDITY_POOL);
        assertThat(trade(BITCOINS, fromOffer, new Price(500, 3), true).type()).isEqualTo(TradeType.ORDERBOOK);
    }

    @Test
    void aMarketOfOneAssetIsRefused() {
        assertThatThrownBy(() -> new TradePair(BTC, BTC)).hasMessageContaining("two different assets");
    }

    private static Trade trade(TradeSide base, TradeSide counter, Price price, boolean baseIsSeller) {
        return new Trade(
                new TradeId(264_999_499_343_073_281L, 1),
                Instant.parse("2026-11-21T00:13:03Z"),
                base,
                counter,
                price,
                baseIsSeller,
                OptionalInt.empty());
    }
}
