package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.asset.ValidAsset;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.pool.LiquidityPoolStore;

/** Order books, pools and assets as they were read last. */
class MarketStateIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final TradePair MARKET = TradePair.normalised(XLM, USD);
    private static final OrderBook BOOK = new OrderBook(
            MARKET,
            List.of(level(1, 3, 100), level(1, 4, 200)),
            List.of(level(2, 5, 300), level(1, 2, 400), level(3, 4, 500)),
            NOON);
    private static final LiquidityPool POOL = new LiquidityPool(
            "0123456789abcdef".repeat(4),
            MARKET,
            new Amount(40_000_000),
            new Amount(10_000_000),
            30,
            new Amount(20_000_000),
            7,
            NOON);

    @BeforeAll
    static void store() {
        db.database().commit(tx -> {
            var listed = List.of(listed(USD, /* valid= */ true), listed(EUR, /* valid= */ false));
            new AssetStore().saveListed(tx, listed, NOON);
            new OrderBookStore().save(tx, BOOK);
            new LiquidityPoolStore().save(tx, List.of(POOL), NOON);
        });
    }

    @Test
    void aBookIsGivenWithItsLevelsInEitherDirection() {
        assertThat(book(MARKET)).contains(BOOK);
        assertThat(book(MARKET.turned()))
                .contains(new OrderBook(
                        MARKET.turned(),
                        List.of(level(5, 2, 300), level(2, 1, 400), level(4, 3, 500)),
                        List.of(level(3, 1, 100), level(4, 1, 200)),
                        NOON));
        assertThat(book(TradePair.normalised(XLM, BTC))).isEmpty();
    }

    @Test
    void aPoolIsGivenInEitherDirection() {
        MarketPool stored = pools(MARKET).getFirst();
        MarketPool turned = pools(MARKET.turned()).getFirst();

        assertThat(stored.pair()).isEqualTo(MARKET);
        assertThat(stored.price()).contains(new Price(10_000_000, 40_000_000));
        assertThat(stored.depth(200)).isEqualTo(POOL.depth(200));
        assertThat(turned)
                .isEqualTo(new MarketPool(
                        POOL.id(),
                        MARKET.turned(),
                        /* baseReserve= */ POOL.counterReserve(),
                        /* counterReserve= */ POOL.baseReserve(),
                        30,
                        POOL.totalShares(),
                        7,
                        NOON));
        assertThat(turned.price()).contains(stored.price().orElseThrow().inverse());
        // What is bid for base here is asked for counter there; two percent up are not two percent down, but nearly.
        assertThat(turned.depth(200).asks().units())
                .isBetween(
                        stored.depth(200).bids().units().multiply(new BigDecimal("0.95")),
                        stored.depth(200).bids().units().multiply(new BigDecimal("1.05")));
        assertThat(pools(TradePair.normalised(XLM, BTC))).isEmpty();
    }

    @Test
    void aPoolThatHoldsNothingHasNoPrice() {
        var empty = new MarketPool(POOL.id(), MARKET, Amount.ZERO, Amount.ZERO, 30, Amount.ZERO, 0, NOON);

        assertThat(empty.price()).isEmpty();
    }

    @Test
    void validAssetsAreListedAndAnyKnownOneIsFound() {
        var assets = new Assets();

        List<ValidAsset> valid = db.database().snapshot(assets::listValid);
        assertThat(valid).extracting(asset -> asset.listed().asset()).containsExactly(USD, NativeAsset.XLM);

        AssetDetails ofValid = find(assets, USD).orElseThrow();
        assertThat(ofValid.status().valid()).isTrue();
        assertThat(ofValid.valid()).contains(valid.getFirst());
        AssetDetails ofInvalid = find(assets, EUR).orElseThrow();
        assertThat(ofInvalid.status().listed()).isTrue();
        assertThat(ofInvalid.status().valid()).isFalse();
        assertThat(ofInvalid.valid()).isEmpty();
        assertThat(find(assets, NativeAsset.XLM).orElseThrow().valid()).isPresent();
        assertThat(find(assets, BTC)).isEmpty();
    }

    private static Optional<AssetDetails> find(Assets assets, Asset asset) {
        return db.database().snapshot(tx -> assets.find(tx, asset));
    }

    private static Optional<OrderBook> book(TradePair asked) {
        return db.database().snapshot(tx -> new OrderBooks().find(tx, asked));
    }

    private static List<MarketPool> pools(TradePair asked) {
        return db.database().snapshot(tx -> new MarketPools().list(tx, asked));
    }

    private static ListedAsset listed(Asset asset, boolean valid) {
        return new ListedAsset(
                asset,
                AssetHoldings.ofAccounts(1000, new BigDecimal("12.5")),
                new AssetFlags(false, true, false, false),
                "",
                "https://x.example/.well-known/stellar.toml",
                valid);
    }

    private static Level level(long n, long d, long stroops) {
        return new Level(new Price(n, d), new Amount(stroops));
    }
}
