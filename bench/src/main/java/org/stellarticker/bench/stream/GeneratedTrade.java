package org.stellarticker.bench.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;

/** Trades of one market. */
final class GeneratedTrade {

    private static final String ISSUER = "G" + "A".repeat(55);

    static final Asset DOLLAR = Asset.issued("USD", ISSUER);

    private GeneratedTrade() {}

    /** Returns a trade of XLM and dollars that closed in this second. */
    static Trade of(long ledger, int index) {
        return new Trade(
                new TradeId(ledger << 32, index),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                new TradeSide(
                        NativeAsset.XLM,
                        new Amount(20_000_000),
                        new OfferParty(new AccountId(ISSUER), OptionalLong.of(index + 1))),
                new TradeSide(
                        DOLLAR, new Amount(10_000_000), new OfferParty(new AccountId(ISSUER), OptionalLong.empty())),
                new Price(1, 2),
                true,
                OptionalInt.empty());
    }
}
