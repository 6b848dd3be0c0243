package org.stellarticker.db.trade;

import java.time.Instant;
import java.util.OptionalInt;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;

/** Trades for tests. */
public final class Trades {

    public static final Asset XLM = NativeAsset.XLM;
    public static final Asset USD = Asset.issued("USD", account('A'));
    public static final Asset EUR = Asset.issued("EURT", account('B'));
    public static final Asset BTC = Asset.issued("yBTC", account('C'));
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Trades() {}

    /** An address that differs by a letter. */
    public static String account(char letter) {
        return "G" + String.valueOf(letter).repeat(55);
    }

    /** A trade of XLM and USD at an offer: 2.0 XLM for 1.0 USD. */
    public static Trade aTrade(long ledger, int index, Instant closeTime) {
        return aTrade(ledger, index, closeTime, XLM, USD, new Price(1, 2));
    }

    /** A trade of 2.0 base at an offer of this price; counter is what follows, rounded down. */
    public static Trade aTrade(long ledger, int index, Instant closeTime, Asset base, Asset counter, Price price) {
        long baseAmount = 20_000_000;
        return new Trade(
                new TradeId((ledger << 32) + 4096 + 1, index),
                closeTime,
                new TradeSide(
                        base,
                        new Amount(baseAmount),
                        new OfferParty(new AccountId(account('S')), 4611686018427387905L)),
                new TradeSide(
                        counter,
                        new Amount(
                                Math.multiplyHigh(baseAmount, price.n()) == 0 ? baseAmount * price.n() / price.d() : 1),
                        new OfferParty(new AccountId(account('T')), 17)),
                price,
                true,
                OptionalInt.empty());
    }

    /** A trade of XLM with a pool that gives USD. */
    public static Trade aPoolTrade(long ledger, int index, Instant closeTime) {
        return new Trade(
                new TradeId((ledger << 32) + 4096 + 1, index),
                closeTime,
                new TradeSide(XLM, new Amount(4), new OfferParty(new AccountId(account('S')), 4611686018427387906L)),
                new TradeSide(USD, new Amount(1), new PoolParty("0123456789abcdef".repeat(4))),
                new Price(1, 4),
                false,
                OptionalInt.of(30));
    }
}
