package org.stellarticker.db.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.PairIds;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class AssetStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final AssetStore assets = new AssetStore();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void whatIsListedAndValidIsReportedInOrderWithTheNativeAsset() {
        save(
                NOON,
                listed(USD, 17),
                listed(EUR, 5),
                new ListedAsset(
                        Asset.issued("BAD", USD.issuer()),
                        AssetHoldings.ofAccounts(99, BigDecimal.ONE),
                        new AssetFlags(true, true, false, false),
                        "",
                        "",
                        false));

        assertThat(valid()).extracting(valid -> valid.listed().asset()).containsExactly(EUR, USD, XLM);
        assertThat(valid().get(1).listed()).isEqualTo(listed(USD, 17));
        assertThat(valid().get(1).lastValidAt()).isEqualTo(NOON);
        assertThat(valid().get(1).issuer().publicKey()).isEqualTo(USD.issuer());
    }

    @Test
    void anAssetMetInATradeOnlyBecomesValidWhenItIsListed() {
        var trades = new TradeStore(db.database());
        db.database().commit(tx -> trades.insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.STREAM));
        assertThat(valid()).extracting(valid -> valid.listed().asset()).containsExactly(XLM);

        save(NOON, listed(USD, 17));

        assertThat(valid()).extracting(valid -> valid.listed().asset()).containsExactly(USD, XLM);
    }

    @Test
    void rowsThatSayTheSameAreNotTouched() {
        save(NOON, listed(USD, 17), listed(EUR, 5));
        List<String> before = db.rows("select xmin from asset where code = 'USD'");

        save(NOON.plusSeconds(60), listed(USD, 17), listed(EUR, 6));

        assertThat(db.rows("select xmin from asset where code = 'USD'")).isEqualTo(before);
        assertThat(valid().getFirst().listed()).isEqualTo(listed(EUR, 6));
        assertThat(valid().getFirst().lastValidAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void anAssetThatIsNoMoreValidKeepsWhenItWas() {
        save(NOON, listed(USD, 17));

        save(
                NOON.plusSeconds(60),
                new ListedAsset(
                        USD,
                        AssetHoldings.ofAccounts(17, new BigDecimal("12.5000000")),
                        new AssetFlags(false, true, false, false),
                        "",
                        "https://toml",
                        false));

        assertThat(valid()).extracting(valid -> valid.listed().asset()).containsExactly(XLM);
        assertThat(db.rows("select last_valid_at = '2026-03-01 12:00Z' from asset where code = 'USD'"))
                .containsExactly("t");
    }

    @Test
    void handedOnOneByOneTheyAreTheSame() {
        save(NOON, listed(USD, 17), listed(EUR, 5));
        var handedOn = new ArrayList<ValidAsset>();

        db.database().snapshot(tx -> {
            assets.forEachValid(tx, handedOn::add);
            return handedOn.size();
        });

        assertThat(handedOn).hasSize(3).isEqualTo(valid());
    }

    /** On an empty database trades of live and past bring assets while the list is read: all three insert the same ones. */
    @Test
    void transactionsThatInsertTheSameAssetsDoNotWaitInACircle() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                var codes = new ArrayList<Asset>();
                for (int i = 0; i < 200; i++) {
                    codes.add(Asset.issued(Integer.toString(round * 1000 + i, 36) + "X".repeat(i % 5), USD.issuer()));
                }
                var traded = threads.submit(() -> db.database()
                        .commit(tx -> new PairIds()
                                .of(
                                        tx,
                                        codes.stream()
                                                .map(code -> new TradePair(XLM, code))
                                                .toList())));
                var listed = threads.submit(() ->
                        save(NOON, codes.stream().map(code -> listed(code, 17)).toArray(ListedAsset[]::new)));
                traded.get();
                listed.get();
            }
        }
        assertThat(valid()).hasSize(4001);
    }

    private static ListedAsset listed(Asset asset, long accounts) {
        return new ListedAsset(
                asset,
                AssetHoldings.ofAccounts(accounts, new BigDecimal("922337203685477580799.1234567")),
                new AssetFlags(false, true, false, false),
                "",
                "https://toml",
                true);
    }

    private void save(Instant at, ListedAsset... listed) {
        db.database().commit(tx -> assets.saveListed(tx, List.of(listed), at));
    }

    private List<ValidAsset> valid() {
        return db.database().snapshot(assets::listValid);
    }
}
