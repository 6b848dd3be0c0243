package org.stellarticker.ingester.horizon.read.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.HorizonException;

class TradePageTest {

    private static final PagingToken START = new PagingToken("264633087093125121-0");
    private static final String PAGE = Recorded.text("trades_asc_200_page1.json");

    private static TradeBatch read(String page) {
        return read(page.getBytes(StandardCharsets.UTF_8), PositionOrder.ASCENDING);
    }

    /** Returns all records, also those that the next page would repeat. */
    private static TradeBatch read(byte[] page, PositionOrder order) {
        TradeId from = order == PositionOrder.ASCENDING ? TradeId.parse(START.value()) : new TradeId(Long.MAX_VALUE, 0);
        return new Positions(
                        TradePage.read(page, new CloseTimes(Clock.systemUTC())).records(),
                        PositionBounds.behind(from, order))
                .rest(0);
    }

    /** Returns the batch as it is read after a request. */
    private static TradeBatch asked(String page) {
        var whole = TradePage.read(page.getBytes(StandardCharsets.UTF_8), new CloseTimes(Clock.systemUTC()));
        return new Positions(
                        whole.records(), PositionBounds.behind(TradeId.parse(START.value()), PositionOrder.ASCENDING))
                .page(whole.next(), whole.isWhole());
    }

    @Test
    void aPageIsReadWholeInItsOrder() {
        var batch = read(PAGE);

        assertThat(batch.unreadable()).isEmpty();
        assertThat(batch.trades()).hasSize(200).isSortedAccordingTo(Comparator.comparing(Trade::id));
        assertThat(batch.seen()).isEqualTo(new PagingToken("264633254596923393-0"));
        assertThat(batch.trades().getFirst())
                .isEqualTo(new Trade(
                        new TradeId(264633087093125122L, 0),
                        Instant.parse("2026-11-16T01:35:30Z"),
                        new TradeSide(
                                Asset.issued("EURT", "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO"),
                                new Amount(635_835),
                                new OfferParty(
                                        new AccountId("GBV2RKHVVYZN6T56MAIBOVIYXLI3UED2D43IRKJUO7H4SG6CEHMPQFHQ"),
                                        1595578177L)),
                        new TradeSide(
                                NativeAsset.XLM,
                                new Amount(812_138_111),
                                new OfferParty(
                                        new AccountId("GDVKKXGAXZ4HH5XGM5G5JRFETLD6SCQFXYOGEZ4THQR64Q2ESRU2PNRO"),
                                        4876319105520513026L)),
                        new Price(693562, 543),
                        true,
                        OptionalInt.empty()));
    }

    @Test
    void aDescendingPageIsReadNewestFirst() {
        var batch = read(Recorded.bytes("trades_desc_200.json"), PositionOrder.DESCENDING);

        assertThat(batch.trades())
                .hasSize(200)
                .isSortedAccordingTo(Comparator.comparing(Trade::id).reversed());
        assertThat(batch.seen()).isEqualTo(batch.trades().getLast().id().token());
        assertThat(batch.trades()).extracting(Trade::type).contains(TradeType.ORDERBOOK, TradeType.LIQUIDITY_POOL);
    }

    @Test
    void anAmountMayBeZero() {
        var batch = TradePage.read(Recorded.bytes("trades_zero_amount.json"), new CloseTimes(Clock.systemUTC()));

        assertThat(batch.records())
                .extracting(TradeRecord::trade)
                .doesNotContainNull()
                .anyMatch(trade -> trade.base().amount().equals(Amount.ZERO)
                        || trade.counter().amount().equals(Amount.ZERO));
    }

    @Test
    void anEmptyPageIsTheEnd() {
        var batch = read(Recorded.bytes("trades_empty_at_head.json"), PositionOrder.ASCENDING);

        assertThat(batch.records()).isZero();
        assertThat(batch.seen()).isEqualTo(START);
    }

    @Test
    void recordedTradesOfThePublicNetworkAreRead() {
        var records = Recorded.text("trades_2026-08-31.ndjson").lines().toList();

        assertThat(records).hasSize(120);
        for (String record : records) {
            var trade = Objects.requireNonNull(
                    TradePage.readRecord(RecordBody.of(record), new CloseTimes(Clock.systemUTC()))
                            .trade());
            assertThat(trade.poolFee()).hasValue(30);
            assertThat(trade.type()).isEqualTo(TradeType.LIQUIDITY_POOL);
            // On a pool trade the price is the ratio of the amounts.
            assertThat(trade.price())
                    .isEqualTo(new Price(
                            trade.counter().amount().stroops(),
                            trade.base().amount().stroops()));
        }
    }

    @Test
    void numbersMayStandWhereStringsShould() {
        String asStrings =
                Recorded.text("trades_2026-08-31.ndjson").lines().findFirst().orElseThrow();
        String asNumbers = asStrings
                .replaceAll("\"(n|d|counter_offer_id)\":\"([0-9]+)\"", "\"$1\":$2")
                .replace("\"liquidity_pool_fee_bp\":30", "\"liquidity_pool_fee_bp\":\"30\"");

        assertThat(asNumbers).isNotEqualTo(asStrings).contains("\"counter_offer_id\":4873975818609025025");
        assertThat(TradePage.readRecord(RecordBody.of(asNumbers), new CloseTimes(Clock.systemUTC()))
                        .trade())
                .isNotNull()
                .isEqualTo(TradePage.readRecord(RecordBody.of(asStrings), new CloseTimes(Clock.systemUTC()))
                        .trade());
    }

    @Test
    void aRecordThatCannotBeReadCostsOnlyItselfAndIsKeptAsItCame() {
        var batch = read(PAGE.replaceFirst("\"0.0822307\"", "\"0.08223071\""));

        assertThat(batch.trades()).hasSize(199);
        assertThat(batch.seen()).isEqualTo(new PagingToken("264633254596923393-0"));
        assertThat(batch.unreadable()).singleElement().satisfies(record -> {
            assertThat(record.token()).contains(new PagingToken("264633087093125122-1"));
            assertThat(record.reason()).startsWith("amount: expected").contains("\"0.08223071\"");
            assertThat(record.body().text()).startsWith("{").endsWith("}").contains("\"0.08223071\"");
            assertThat(PAGE.replaceFirst("\"0.0822307\"", "\"0.08223071\""))
                    .contains(record.body().text());
        });
    }

    @Test
    void aRecordThatIsNoJsonCostsOnlyItselfToo() {
        var batch = read(PAGE.replaceFirst("\"0.0822307\"", "0.08.22 \\\\ "));

        assertThat(batch.trades()).hasSize(199);
        assertThat(batch.seen()).isEqualTo(new PagingToken("264633254596923393-0"));
        assertThat(batch.unreadable()).singleElement().satisfies(record -> {
            assertThat(record.token()).contains(new PagingToken("264633087093125122-1"));
            assertThat(record.body().text()).contains("0.08.22");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-03T19:59:27Z",
                "2025-12-31T23:59:60Z",
                "2026-02-28T24:00:00Z",
                "2026-02-03T19:59:27.5Z",
                "2026-02-03T19:59:27+00:00"
            })
    void everyFormOfATimeIsRead(String time) {
        String record =
                Recorded.text("trades_2026-08-31.ndjson").lines().findFirst().orElseThrow();

        var read = TradePage.readRecord(
                RecordBody.of(record.replace("2026-02-03T19:59:27Z", time)), new CloseTimes(Clock.systemUTC()));

        assertThat(Objects.requireNonNull(read.trade()).ledgerCloseTime()).isEqualTo(Instant.parse(time));
    }

    @Test
    void everyKindOfNonsenseInARecordIsReported() {
        String good =
                Recorded.text("trades_2026-08-31.ndjson").lines().findFirst().orElseThrow();

        assertReason(good.replace("\"558\"", "\"0\""), "price: expected n and d above 0, found 0/527");
        assertReason(good.replace("\"558\"", "null"), "price.n: expected a value, found none");
        assertReason(good.replace("{\"n\":\"558\",\"d\":\"527\"}", "\"1.05\""), "price.n: expected a value");
        assertReason(good.replace("liquidity_pool\"", "orderbook\""), "trade_type: expected liquidity_pool");
        assertReason(good.replace("2026-02-03T19:59:27Z", "yesterday"), "ledger_close_time: expected a time");
        assertReason(good.replace("2026-02-03T19", "2026-02-30T19"), "ledger_close_time: expected a time");
        assertReason(good.replace("2026-02-03T19", "2026-02-03T25"), "ledger_close_time: expected a time");
        assertReason(good.replace("2026-02-03T19", "2026/02/03T19"), "ledger_close_time: expected a time");
        assertReason(good.replace("2026-02-03T19", "+999999999-12-31T19"), "ledger_close_time: expected a time");
        assertReason(good.replace("2026-02-03T19", "-1000-02-03T19"), "ledger_close_time: expected a time");
        assertReason(good.replace("\"base_is_seller\":true", "\"base_is_seller\":1"), "base_is_seller: expected true");
        assertReason(good.replace("\"USTRY\"", "\"US TRY\""), "asset code: expected 1 to 12 ASCII letters");
        assertReason(good.replace("credit_alphanum12", "credit_alphanum4"), "asset type: expected credit_alphanum12");
        assertReason(good.replace("counter_account", "counter_acount"), "counter_account: expected a value");
        assertReason("[]", "expected an object");
        assertReason("", "expected");
        assertReason(good + good, "expected one object");
        assertReason(good.substring(0, good.length() / 2), "expected JSON");
    }

    private static void assertReason(String record, String reason) {
        var unreadable = TradePage.readRecord(RecordBody.of(record), new CloseTimes(Clock.systemUTC()))
                .unreadable();
        assertThat(unreadable.reason()).startsWith(reason);
        assertThat(unreadable.body().text()).isEqualTo(record);
    }

    @Test
    void aLastRecordWithoutAPositionIsLeftToTheNextPage() {
        for (String noPosition : List.of("\"?\"", "?")) {
            String torn = PAGE.replace("\"264633254596923393-0\"", noPosition);

            assertThat(read(torn).trades()).hasSize(199);
            assertThat(read(torn).unreadable())
                    .singleElement()
                    .satisfies(record -> assertThat(record.token()).isEmpty());
            assertThat(asked(torn).unreadable()).isEmpty();
            assertThat(asked(torn).trades()).hasSize(198);
            assertThat(asked(torn).upTo())
                    .isEqualTo(asked(torn).trades().getLast().id().token());
        }
    }

    /** Else it would be asked for again for ever. */
    @Test
    void behindAFullPageWithoutPositionsFetchGoesOnByTheNextLink() {
        String torn = PAGE.replaceAll("(\"(?:paging_token|id)\": \")[0-9]+-[0-9]+\"", "$1?\"");

        assertThat(asked(torn).unreadable()).hasSize(200);
        assertThat(asked(torn).upTo()).isEqualTo(new PagingToken("264633254596923393-0"));
    }

    @Test
    void aPageSnapshotOffAnywhereIsNoPage() {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < page.length - 8; length += 997) {
            byte[] cut = java.util.Arrays.copyOf(page, length);
            assertThatThrownBy(() -> TradePage.read(cut, new CloseTimes(Clock.systemUTC())))
                    .isInstanceOf(HorizonException.class);
        }
    }

    @Test
    void whatIsNoPageSaysSo() {
        assertThatThrownBy(() -> read("<html>Bad gateway</html>")).isInstanceOf(HorizonException.class);
        assertThatThrownBy(() -> read("{\"status\": \"ok\"}"))
                .isInstanceOf(HorizonException.class)
                .hasMessageContaining("not a page of records");
        assertThatThrownBy(() -> read("[]")).isInstanceOf(HorizonException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(HorizonException.class);
    }
}
