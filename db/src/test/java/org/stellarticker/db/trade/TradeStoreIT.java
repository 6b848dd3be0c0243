package org.stellarticker.db.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.stellarticker.db.trade.TradeSource.PAGE;
import static org.stellarticker.db.trade.TradeSource.STREAM;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aPoolTrade;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.MarketHours;

class TradeStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private TradeStore trades;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        trades = new TradeStore(db.database());
    }

    @Test
    void tradesOfAssetsNeverSeenBeforeAreStoredWithTheirAssets() {
        var ofOffer = aTrade(7, 0, NOON, EUR, BTC, new Price(3, 10));
        var ofPool = aPoolTrade(7, 1, NOON);

        assertThat(insert(List.of(ofPool, ofOffer))).isEqualTo(2);

        assertThat(stored()).containsExactly(ofOffer, ofPool);
        assertThat(db.rows("select type, code, issuer, is_valid from asset order by code"))
                .containsExactly(
                        "credit_alphanum4\tEURT\t" + EUR.issuer() + "\tf",
                        "credit_alphanum4\tUSD\t" + USD.issuer() + "\tf",
                        "native\tXLM\tnative\tt",
                        "credit_alphanum4\tyBTC\t" + BTC.issuer() + "\tf");
        assertThat(db.rows("select sequence, closed_at = '2026-03-01 12:00Z' from ledger"))
                .containsExactly("7\tt");
    }

    @Test
    void aTradeIsStoredInItsMarketsOneDirection() {
        var turned = aTrade(7, 0, NOON, USD, XLM, new Price(2, 1));

        insert(List.of(turned));

        assertThat(stored()).containsExactly(turned.normalised());
        assertThat(db.rows("select price_n, price_d, base_is_seller from trade"))
                .containsExactly("1\t2\tf");
    }

    @Test
    void replayIsHarmless() {
        var batch = List.of(aTrade(7, 0, NOON), aTrade(7, 1, NOON), aPoolTrade(8, 0, NOON.plusSeconds(5)));
        insert(batch);

        assertThat(insert(batch)).isZero();
        assertThat(insert(List.of(batch.get(2), batch.get(1), aTrade(9, 0, NOON.plusSeconds(10)))))
                .isEqualTo(1);

        assertThat(stored()).hasSize(4).startsWith(batch.toArray(Trade[]::new));
        assertThat(db.rows("select minute = '2026-03-01 12:00Z' from change_mark"))
                .as("a mark for each call that stored something")
                .containsExactly("t", "t");
    }

    /** No column is forgotten, neither in the stored trade nor in the recorded conflict. */
    @Test
    void aPageReplacesAllValuesOfTheStreamAndTheConflictKeepsAll() {
        insert(List.of(aTrade(7, 0, NOON)));

        store(List.of(aPoolTrade(7, 0, NOON)), PAGE);

        assertThat(stored()).containsExactly(aPoolTrade(7, 0, NOON));
        assertThat(db.rows("""
                        select received = trade_values(trade), stored = received
                        from trade_conflict
                        join trade using (toid, trade_index)
                        """)).containsExactly("t\tf");
    }

    @Test
    void aTradeReportedTwiceInOneBatchIsStoredOnce() {
        var trade = aTrade(7, 0, NOON, USD, XLM, new Price(2, 1));

        assertThat(insert(List.of(trade, trade.normalised(), trade))).isEqualTo(1);
    }

    @Test
    void betweenFetchesOfOneKindTheFirstStandsAndTheOtherIsKept() {
        insert(List.of(aTrade(7, 0, NOON)));
        var other = aTrade(7, 0, NOON, XLM, EUR, new Price(2, 4));
        db.execute("delete from change_mark");

        var stored = store(List.of(other, aTrade(8, 0, NOON.plusSeconds(5))), STREAM);

        assertThat(stored.conflicts()).containsExactly(TradeConflict.kept(other.id()));
        assertThat(stored.count()).isEqualTo(1);
        var alone = aTrade(8, 0, NOON.plusSeconds(5)).id();
        assertThat(stored.trades()).containsExactly(alone);
        assertThat(stored.hours()).containsExactly(noonHour(pairId(USD)));
        assertThat(stored()).containsExactly(aTrade(7, 0, NOON), aTrade(8, 0, NOON.plusSeconds(5)));
        assertThat(db.rows("""
                        select toid >> 32, trade_index, replaced, stored_from, received_from, stored ->> 'counter',
                            received ->> 'counter', received -> 'price_n', stored_at is not null
                        from trade_conflict
                        """))
                .containsExactly("7\t0\tf\ts\ts\tUSD:" + USD.issuer() + "\tEURT:" + EUR.issuer() + "\t2\tt");
        assertThat(db.rows("select * from change_mark")).as("for what was new").hasSize(1);

        assertThat(store(List.of(other), STREAM)).as("received once more").isEqualTo(StoredTrades.NONE);
    }

    @Test
    void aPageReplacesTheStreamAndBothMarketsChange() {
        var streamed = aTrade(7, 0, NOON);
        var paged = aTrade(7, 0, NOON, XLM, EUR, new Price(2, 4));
        insert(List.of(streamed));
        db.execute("delete from change_mark");

        int toDollar = pairId(USD);
        var replaced = store(List.of(paged), PAGE);
        int toEuro = pairId(EUR);

        assertThat(replaced.conflicts())
                .containsExactly(new TradeConflict(paged.id(), true, List.of(noonHour(toDollar), noonHour(toEuro))));
        assertThat(replaced.events(EventKind.TRADES_STORED)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.TRADE_CONFLICT);
            assertThat(event.corrections()).containsExactly(noonHour(toDollar), noonHour(toEuro));
            assertThat(event.announced()).isEmpty();
        });

        assertThat(stored()).containsExactly(paged);
        assertThat(db.rows("select ingested_from from trade")).containsExactly("p");
        assertThat(db.rows("select count(distinct trade_pair_id), count(*) from change_mark"))
                .containsExactly("2\t2");

        assertThat(store(List.of(streamed), STREAM).conflicts()).containsExactly(TradeConflict.kept(paged.id()));
        assertThat(stored()).as("the stream does not outrank the page").containsExactly(paged);
    }

    @Test
    void aTradeReportedTwiceInOneBatchWithDifferentValuesIsAConflict() {
        var first = aTrade(9, 0, NOON);
        var second = aTrade(9, 0, NOON, XLM, EUR, new Price(1, 2));

        assertThat(store(List.of(first, second), PAGE).conflicts()).containsExactly(TradeConflict.kept(first.id()));

        assertThat(stored()).containsExactly(first);
    }

    /** Horizon may leave the fee out, and another Horizon may not. */
    @Test
    void aPoolsFeeThatIsReportedOnceOnlyIsNoConflict() {
        var receivedFirst = aPoolTrade(7, 0, NOON);
        var receivedLater = aPoolTrade(8, 0, NOON.plusSeconds(5));
        insert(List.of(receivedFirst, withFee(receivedLater, OptionalInt.empty())));

        assertThat(insert(List.of(withFee(receivedFirst, OptionalInt.empty()), receivedLater)))
                .isZero();

        assertThat(stored()).containsExactly(receivedFirst, withFee(receivedLater, OptionalInt.empty()));
        assertThat(store(List.of(withFee(receivedFirst, OptionalInt.of(31))), STREAM)
                        .conflicts())
                .hasSize(1);
    }

    private static Trade withFee(Trade trade, OptionalInt fee) {
        return new Trade(
                trade.id(),
                trade.ledgerCloseTime(),
                trade.base(),
                trade.counter(),
                trade.price(),
                trade.baseIsSeller(),
                fee);
    }

    @Test
    void aLedgerHasOneCloseTimeAndTradesReportedWithAnotherAreSetAside() {
        insert(List.of(aTrade(7, 0, NOON)));
        Instant later = NOON.plusSeconds(1);

        assertThat(store(List.of(aTrade(7, 0, later), aTrade(7, 1, later), aTrade(8, 0, later)), STREAM)
                        .conflicts())
                .containsExactly(
                        TradeConflict.kept(aTrade(7, 0, NOON).id()),
                        TradeConflict.kept(aTrade(7, 1, NOON).id()));
        assertThat(store(List.of(aTrade(9, 0, later), aTrade(9, 1, NOON)), PAGE).conflicts())
                .containsExactly(TradeConflict.kept(aTrade(9, 1, NOON).id()));

        assertThat(stored()).containsExactly(aTrade(7, 0, NOON), aTrade(8, 0, later), aTrade(9, 0, later));
        assertThat(db.rows("select stored, stored_from from trade_conflict where toid >> 32 = 7 and trade_index = 1"))
                .singleElement()
                .asString()
                .contains("\"ledger_close_time\": \"2026-03-01")
                .doesNotContain("price_n");
    }

    @Test
    void aPagesCloseTimeStandsInPositionOfTheStreams() {
        insert(List.of(aTrade(7, 0, NOON), aTrade(7, 1, NOON)));
        Instant later = NOON.plus(Duration.ofDays(1));

        var moved = List.of(noonHour(pairId(USD)));
        assertThat(store(List.of(aTrade(7, 0, later)), PAGE).conflicts())
                .containsExactly(
                        new TradeConflict(aTrade(7, 0, NOON).id(), true, moved),
                        new TradeConflict(aTrade(7, 1, NOON).id(), true, moved));
        store(List.of(aTrade(7, 1, later)), PAGE);

        assertThat(stored()).containsExactly(aTrade(7, 0, later), aTrade(7, 1, later));
        assertThat(store(List.of(aTrade(7, 1, NOON)), PAGE).conflicts())
                .as("a page gave it, and no other page moves it again")
                .containsExactly(TradeConflict.kept(aTrade(7, 1, NOON).id()));
        assertThat(stored()).containsExactly(aTrade(7, 0, later), aTrade(7, 1, later));
    }

    @Test
    void aDaysTradesAreInItsPartition() {
        var midnight = Instant.parse("2026-03-02T00:00:00Z");
        insert(List.of(
                aTrade(1, 0, midnight.minusSeconds(1)),
                aTrade(2, 0, midnight),
                aTrade(900, 0, midnight.plus(Duration.ofDays(400)))));

        assertThat(db.rows("select tableoid::regclass, toid >> 32 from trade order by toid"))
                .containsExactly("trade_2026_03_01\t1", "trade_2026_03_02\t2", "trade_2027_04_06\t900");
        assertThat(db.rows("""
                        select count(*) from pg_index where indrelid = 'trade_2026_03_02'::regclass and indisvalid
                        """)).containsExactly("2");
    }

    @Test
    void marksNameEachMarketMinuteOnce() {
        insert(List.of(
                aTrade(1, 0, NOON),
                aTrade(1, 1, NOON),
                aTrade(2, 0, NOON.plusSeconds(59)),
                aTrade(3, 0, NOON.plusSeconds(60)),
                aTrade(3, 1, NOON.plusSeconds(60), XLM, EUR, new Price(1, 1))));

        assertThat(db.rows("""
                        select minute at time zone 'UTC', code
                        from change_mark
                        join trade_pair using (trade_pair_id)
                        join asset on asset_id = counter_asset_id
                        order by 1, 2
                        """))
                .containsExactly("2026-03-01 12:00:00\tUSD", "2026-03-01 12:01:00\tEURT", "2026-03-01 12:01:00\tUSD");
    }

    @Test
    void theCursorMovesWithTheTradesOrNotAtAll() {
        var cursors = new CursorStore();
        var cursor = new Cursor("trades", new PagingToken("7-0"));
        db.database().commit(tx -> {
            trades.insert(tx, List.of(aTrade(7, 0, NOON)), STREAM);
            cursors.save(tx, cursor);
        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.database().commit(tx -> {
                    cursors.save(tx, new Cursor("trades", new PagingToken("8-0")));
                    trades.insert(tx, List.of(aTrade(8, 0, NOON, XLM, BTC, new Price(1, 3))), STREAM);
                    throw new IllegalStateException("something went wrong");
                }));

        assertThat(db.database().<Optional<Cursor>>snapshot(tx -> cursors.find(tx, "trades")))
                .contains(cursor);
        assertThat(stored()).containsExactly(aTrade(7, 0, NOON));
        assertThat(insert(List.of(aTrade(8, 0, NOON, XLM, BTC, new Price(1, 3)))))
                .as("the pair that was rolled back is not remembered")
                .isEqualTo(1);
    }

    @Test
    void manyMayStoreTheSameAtOnce() throws Exception {
        var random = new Random(1);
        Asset[] assets = {XLM, USD, EUR, BTC};
        List<Trade> all = IntStream.range(0, 500)
                .mapToObj(i -> aTrade(
                        i / 3 + 1,
                        i % 3,
                        NOON.plus(Duration.ofHours(i / 3)),
                        assets[i % 4],
                        assets[(i + 1 + i % 3) % 4],
                        new Price(i + 1, 7)))
                .toList();
        var together = new CyclicBarrier(3);
        int stored = 0;
        try (var threads = Executors.newFixedThreadPool(3)) {
            var results = IntStream.range(0, 3)
                    .mapToObj(_ -> {
                        var mine = new ArrayList<>(all);
                        Collections.shuffle(mine, random);
                        return threads.submit(() -> {
                            together.await();
                            int count = 0;
                            for (int from = 0; from < mine.size(); from += 50) {
                                count += insert(mine.subList(from, from + 50));
                            }
                            return count;
                        });
                    })
                    .toList();
            for (var result : results) {
                stored += result.get();
            }
        }

        assertThat(stored).isEqualTo(500);
        assertThat(stored())
                .containsExactlyElementsOf(all.stream().map(Trade::normalised).toList());
    }

    @Test
    void aRecordThatCannotBeReadIsKeptOnceHoweverOftenItComes() {
        var rejected = new RejectedTrade(
                Optional.of(new PagingToken("9-0")), "{\"price\":\"\0none\"}", "price: found \"none\"", PAGE);

        boolean first = db.database().transaction(tx -> trades.reject(tx, rejected, Instant.EPOCH));
        boolean second = db.database().transaction(tx -> trades.reject(tx, rejected, Instant.EPOCH));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(db.rows("select paging_token, body, reason, ingested_from from rejected_trade"))
                .containsExactly("9-0\t{\"price\":\"\uFFFDnone\"}\tprice: found \"none\"\tp");
    }

    @Test
    void aRecordThatIsNoTextIsKeptAsTheBytesThatCame() {
        byte[] came = {'{', '"', 0, (byte) 0xFF, '"', '}'};
        byte[] other = {'{', '"', 0, (byte) 0xFE, '"', '}'};
        for (byte[] body : List.of(came, other, came)) {
            var rejected = new RejectedTrade(
                    Optional.empty(), RecordBody.of(body, 0, body.length), "found \"\0\uD800\"", PAGE);
            db.database().commit(tx -> trades.reject(tx, rejected, Instant.EPOCH));
        }

        assertThat(db.rows("select body_bytes, reason from rejected_trade order by 1"))
                .containsExactly("\\x7b2200fe227d\tfound \"\uFFFD\uFFFD\"", "\\x7b2200ff227d\tfound \"\uFFFD\uFFFD\"");
    }

    private static int pairId(Asset counter) {
        return Integer.parseInt(db.rows("""
                        select trade_pair_id
                        from trade_pair
                        join asset counter on counter.asset_id = counter_asset_id
                        where counter.code = '%s'
                        """.formatted(counter.code())).getFirst());
    }

    private static MarketHours noonHour(int pairId) {
        return new MarketHours(pairId, NOON, NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void liveTradesAreAnnouncedRepairedOnesCorrectTheirHoursToo() {
        var trades = List.of(
                aTrade(8, 1, NOON.plus(Duration.ofHours(2))),
                aTrade(7, 0, NOON),
                aTrade(7, 1, NOON, XLM, EUR, new Price(1, 2)));
        var stored = store(trades, STREAM);
        var ids = List.of(
                aTrade(7, 0, NOON).id(),
                aTrade(7, 1, NOON).id(),
                aTrade(8, 1, NOON).id());
        var hours = MarketHours.merged(
                List.of(noonHour(pairId(EUR)), new MarketHours(pairId(USD), NOON, NOON.plus(Duration.ofHours(3)))));

        assertThat(stored.events(EventKind.TRADES_STORED)).singleElement().satisfies(event -> {
            assertThat(event.announced()).isEqualTo(ids);
            assertThat(event.corrections()).isEmpty();
        });
        assertThat(stored.events(EventKind.WINDOW_REPAIRED)).singleElement().satisfies(event -> {
            assertThat(event.announced()).isEqualTo(ids);
            assertThat(event.corrections()).isEqualTo(hours);
        });
        assertThat(stored.events(EventKind.TRADES_BACKFILLED)).singleElement().satisfies(event -> {
            assertThat(event.announced()).isEmpty();
            assertThat(event.corrections()).isEqualTo(hours);
        });
        assertThat(store(trades, PAGE).events(EventKind.WINDOW_REPAIRED))
                .as("all are stored")
                .isEmpty();
    }

    @Test
    void tradesAreFoundByTheirIds() {
        insert(List.of(aTrade(7, 0, NOON), aTrade(7, 1, NOON), aTrade(8, 0, NOON.plusSeconds(5))));
        var ids = List.of(
                aTrade(8, 0, NOON).id(),
                aTrade(7, 1, NOON).id(),
                aTrade(9, 0, NOON).id());

        List<MarketTrade> found = db.database().snapshot(tx -> new LedgerTradeStore().list(tx, ids));

        assertThat(found)
                .extracting(MarketTrade::trade)
                .containsExactly(aTrade(7, 1, NOON), aTrade(8, 0, NOON.plusSeconds(5)));
    }

    private int insert(List<Trade> batch) {
        return store(batch, STREAM).count();
    }

    private StoredTrades store(List<Trade> batch, TradeSource source) {
        return db.database().transaction(tx -> trades.insert(tx, batch, source));
    }

    private List<Trade> stored() {
        return db.database().snapshot(tx -> trades.list(tx, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
    }
}
