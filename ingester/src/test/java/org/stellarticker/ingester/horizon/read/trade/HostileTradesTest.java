package org.stellarticker.ingester.horizon.read.trade;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.Hostile;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.json.LargePage;
import org.stellarticker.ingester.horizon.json.Sizes;

/** One record that nobody can use costs that record, and nothing else of its page. */
class HostileTradesTest {

    private static final PagingToken START = PagingToken.before(new LedgerSequence(1));
    private static final Clock CLOCK = Clock.fixed(Records.closeTime(200), ZoneOffset.UTC);

    private static String page(String... records) {
        return "{\"_links\": {}, \"_embedded\": {\"records\": [" + String.join(",", records) + "]}}";
    }

    private static TradeBatch read(byte[] page) {
        return read(page, CLOCK);
    }

    private static TradeBatch read(byte[] page, Clock clock) {
        return new Positions(
                        TradePage.read(page, new CloseTimes(clock)).records(),
                        PositionBounds.behind(TradeId.parse(START.value()), PositionOrder.ASCENDING))
                .rest(0);
    }

    /** Reads a page with the record between two good ones. */
    private static TradeBatch among(String record) {
        var batch =
                read(page(Records.trade(100, 1), record, Records.trade(100, 3)).getBytes(UTF_8));
        assertThat(batch.trades()).extracting(Trade::id).containsExactly(Records.id(100, 1), Records.id(100, 3));
        assertThat(batch.seen()).isEqualTo(Records.id(100, 3).token());
        return batch;
    }

    /** Its link leads past the records that were cut off, and its last token past everything. */
    @Test
    void aPageThatIsCutDownMovesNothingBeyondItsRecords() throws IOException {
        var bounds = new PositionBounds(TradeId.parse(START.value()), PositionOrder.ASCENDING, new LedgerSequence(500));
        TradeId link = Records.id(400, 1);
        for (boolean withTokens : new boolean[] {true, false}) {
            var records = IntStream.rangeClosed(101, 300)
                    .mapToObj(ledger -> Records.trade(ledger, 1))
                    .map(record ->
                            withTokens ? record : record.replaceAll("\"(id|paging_token)\":\"[0-9-]+\"", "\"x\":1"))
                    .map(record -> record.replace("{\"self\":", "{\"memo\":\"" + "x".repeat(60_000) + "\",\"self\":"))
                    .toList();
            int fit = read(LargePage.reduce(in(page(records.toArray(String[]::new)))))
                    .records();
            var lying = new ArrayList<>(records);
            lying.set(
                    fit - 1,
                    records.get(fit - 1)
                            .replace(
                                    Records.id(100 + fit, 1).toString(),
                                    Records.id(1_000_000, 1).toString()));
            String text = page(lying.toArray(String[]::new))
                    .replace(
                            "\"_links\": {},",
                            "\"_links\": {\"next\": {\"href\": \"http://h/trades?cursor=" + link + "\"}},");

            TradePage page = TradePage.read(LargePage.reduce(in(text)), new CloseTimes(CLOCK));
            TradeBatch batch = new Positions(page.records(), bounds).page(page.next(), page.isWhole());

            assertThat(page.next()).isEqualTo(link);
            assertThat(batch.records()).isEqualTo(fit).isBetween(50, 100);
            assertThat(batch.seen())
                    .isEqualTo(withTokens ? Records.id(99 + fit, 1).token() : START);
        }
    }

    private static ByteArrayInputStream in(String page) {
        return new ByteArrayInputStream(page.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul-in-code", "nul-in-account", "unreadable-and-far-ahead"})
    void aKnownCaseIsRejectedAlone(String name) {
        String record = Hostile.record("trade-records.ndjson", name);

        var batch = among(record);

        assertThat(batch.unreadable())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.body().text()).isEqualTo(record));
    }

    @ParameterizedTest
    @CsvSource({
        "\"2.5000000\", \"1e999999999\", amount:",
        "\"2.5000000\", 1e999999999, amount:",
        "\"2.5000000\", \"NaN\", amount:",
        "\"2.5000000\", NaN, expected JSON",
        "\"2.5000000\", \"922337203685.4775808\", amount:",
        "\"2.5000000\", \"\\u0000\", amount:",
        "\"2.5000000\", \"\\ud800\", amount:",
        "\"5\", \"9223372036854775808\", price.n:",
        "\"5\", \"1e9\", price.n:",
        "\"5\", \"-1\", price:",
        "\"5\", \"0\", price:",
        "\"1\", \"99999999999999999999\", base_offer_id:",
        "\"USD\", \"U\\ud83dD\", asset code:",
        "\"orderbook\", \"order\\u0000book\", trade_type:",
        "2026-01-01T00:08:20Z, +999999999-01-01T00:00:00Z, ledger_close_time:",
        "2026-01-01T00:08:20Z, 0001-01-01T00:00:00Z, ledger_close_time:",
        "2026-01-01T00:08:20Z, 2026-01-01T00:08:20\\u0000Z, ledger_close_time:",
    })
    void aMemberThatNobodyCanUseCostsItsRecord(String good, String bad, String reason) {
        String record = Records.trade(100, 2).replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThat(record).contains(bad);

        assertThat(among(record).unreadable())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).startsWith(reason));
    }

    @Test
    void bytesThatAreNoTextCostTheirRecordAndAreKept() {
        String text =
                page(Records.trade(100, 1), Records.trade(100, 2).replace("USD", "U\u00FFD"), Records.trade(100, 3));

        var batch = read(text.getBytes(ISO_8859_1));

        assertThat(batch.trades()).hasSize(2);
        assertThat(batch.unreadable())
                .singleElement()
                .satisfies(rejected -> assertThat(new String(rejected.body().bytes(), ISO_8859_1))
                        .isEqualTo(Records.trade(100, 2).replace("USD", "U\u00FFD")));
    }

    @Test
    void aPageThatBeginsWithNoCharactersIsAFaultThatPasses() {
        assertThat(catchThrowable(() -> read(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFE, 1, 2, 3, 4})))
                .isInstanceOf(HorizonException.class);
    }

    @Test
    void aReasonStaysShortHoweverMuchWasFound() {
        var batch = among(Records.trade(100, 2).replace("2.5000000", "x".repeat(50_000)));

        assertThat(batch.unreadable().getFirst().reason()).hasSizeLessThan(350).endsWith("characters)");
        assertThat(batch.unreadable().getFirst().body().length()).isGreaterThan(50_000);
    }

    @Test
    void aRecordThatIsTooLargeCostsItselfAndOnlyItsBeginningIsKept() {
        var batch = among(
                Records.trade(100, 2).replace("{\"self\":", "{\"memo\":\"" + "x".repeat(500_000) + "\",\"self\":"));

        assertThat(batch.unreadable()).singleElement().satisfies(rejected -> {
            assertThat(rejected.token()).contains(Records.id(100, 2).token());
            assertThat(rejected.reason()).startsWith("record: expected at most 65536 bytes, found 50");
            assertThat(rejected.body().length()).isEqualTo(Sizes.KEPT_OF_LARGER);
        });
    }

    @Test
    void aRecordThatMakesItsPageTooLargeCostsItselfToo() throws IOException {
        String large = Records.trade(100, 2)
                .replace("{\"self\":", "{\"memo\":\"" + "[{\\\"".repeat(2_000_000) + "\",\"self\":");
        String page = page(Records.trade(100, 1), large, Records.trade(100, 3));

        var batch = read(cut(page));

        assertThat(batch.trades()).extracting(Trade::id).containsExactly(Records.id(100, 1), Records.id(100, 3));
        assertThat(batch.unreadable()).singleElement().satisfies(rejected -> {
            assertThat(rejected.token()).contains(Records.id(100, 2).token());
            assertThat(rejected.reason()).startsWith("record: expected at most 65536 bytes, found 8");
        });
    }

    @Test
    void behindARecordWithoutEndFetchGoesOnBehindItsPosition() throws IOException {
        String record = Records.trade(100, 2);
        String endless = record.substring(0, record.length() - 1) + ",\"memo\":\"" + "x".repeat(Sizes.LARGEST_ANSWER);

        var batch = read(cut(page(Records.trade(100, 1), endless)));

        assertThat(batch.trades()).hasSize(1);
        assertThat(batch.unreadable())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).contains("found more than"));
        assertThat(batch.seen()).isEqualTo(Records.id(100, 2).token());
    }

    @Test
    void ofAPageWithoutEndAsManyRecordsAreReadAsFit() throws IOException {
        String[] records = Records.trades(1, 1, 12_000).toArray(String[]::new);

        var batch = read(cut(page(records)));

        assertThat(batch.unreadable()).isEmpty();
        assertThat(batch.trades()).hasSizeBetween(1_000, 11_999);
        assertThat(batch.seen()).isEqualTo(batch.trades().getLast().id().token());
    }

    /** Such a page was "not whole" for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"\"base_is_seller\": {", "\"base_is_seller:", "\"base_is_seller\"}:"})
    void aTradeWhoseBracketsOrQuotesNeverCloseIsRejectedAlone(String broken) {
        for (int at : new int[] {0, 3, 9}) {
            List<String> records = new ArrayList<>(Records.trades(100, 109, 1));
            records.set(at, records.get(at).replace("\"base_is_seller\":", broken));

            var batch = read(page(records.toArray(String[]::new)).getBytes(UTF_8));

            assertThat(batch.trades()).as(broken + " at " + at).hasSize(9);
            assertThat(batch.unreadable())
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.token())
                            .contains(Records.id(100 + at, 1).token()));
        }
    }

    private static byte[] cut(String page) throws IOException {
        return LargePage.reduce(new BufferedInputStream(new ByteArrayInputStream(page.getBytes(UTF_8))));
    }

    @Test
    void aTradeDatedYearsAwayIsRejectedAloneWhereverItStands() {
        List<String> records = Records.trades(100, 119, 1);
        for (int at : new int[] {0, 1, 7, 18, 19}) {
            for (String date : List.of("2016-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "2031-03-01T00:00:00Z")) {
                var changed = new ArrayList<>(records);
                Instant right = Records.closeTime(100 + at);
                changed.set(at, changed.get(at).replace(right.toString(), date));

                var batch = read(page(changed.toArray(String[]::new)).getBytes(UTF_8));

                assertThat(batch.trades()).as(date + " at " + at).hasSize(19);
                assertThat(batch.unreadable()).singleElement().satisfies(rejected -> {
                    assertThat(rejected.body().text()).isEqualTo(changed.get(at));
                    assertThat(rejected.reason())
                            .startsWith("ledger_close_time: expected")
                            .endsWith(date);
                });
            }
        }
    }

    private static String dated(long ledger, Instant date) {
        return Records.trade(ledger, 1).replace(Records.closeTime(ledger).toString(), date.toString());
    }

    private static boolean isMisdated(CloseTimes closeTimes, String record) {
        return TradePage.readRecord(RecordBody.of(record), closeTimes).trade() == null;
    }

    @Test
    void aMisdatedRecordStaysRejectedHoweverOftenItComes() {
        var closeTimes = new CloseTimes(CLOCK);
        Records.trades(100, 105, 1).forEach(record -> isMisdated(closeTimes, record));
        String liar = dated(106, Instant.parse("2050-01-01T00:00:00Z"));

        for (int time = 0; time < 10; time++) {
            assertThat(isMisdated(closeTimes, liar)).as("time " + time).isTrue();
        }
        assertThat(isMisdated(closeTimes, Records.trade(107, 1))).isFalse();
    }

    @Test
    void misdatedRecordsInARowDoNotConfirmEachOther() {
        var closeTimes = new CloseTimes(CLOCK);
        Records.trades(100, 105, 1).forEach(record -> isMisdated(closeTimes, record));

        for (int ledger = 106; ledger < 120; ledger++) {
            Instant date = Instant.parse("2019-01-01T00:00:00Z").plusSeconds(5L * ledger);
            assertThat(isMisdated(closeTimes, dated(ledger, date))).isTrue();
        }
    }

    /** Neither needs our clock, which may be wrong. */
    @Test
    void aPageThatLiesInTheFutureOfTheSourceIsRejectedAsAWhole() {
        var wrong = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        var closeTimes = new CloseTimes(wrong, () -> Optional.of(Records.closeTime(300)));
        String[] records = IntStream.range(100, 300)
                .mapToObj(ledger ->
                        dated(ledger, Instant.parse("2050-01-01T00:00:00Z").plusSeconds(5L * ledger)))
                .toArray(String[]::new);

        assertThat(TradePage.read(page(records).getBytes(UTF_8), closeTimes).records())
                .hasSize(200)
                .allSatisfy(record -> assertThat(record.trade()).isNull());
    }

    @Test
    void datesThatDriftMakeFewPartitions() {
        String[] records = IntStream.range(0, 200)
                .mapToObj(n ->
                        dated(100 + n, Instant.parse("2020-01-01T00:00:00Z").plus(Duration.ofHours(12L * n))))
                .toArray(String[]::new);

        assertThat(read(page(records).getBytes(UTF_8)).trades().stream()
                        .map(trade -> trade.ledgerCloseTime().truncatedTo(ChronoUnit.DAYS))
                        .distinct())
                .hasSizeLessThanOrEqualTo(5);
    }

    /** A clock that is wrong must not make good trades bad ones. */
    @Test
    void aWrongClockRejectsNothingThatItsNeighboursBear() {
        byte[] page = page(Records.trades(100, 119, 1).toArray(String[]::new)).getBytes(UTF_8);

        assertThat(read(page, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).trades())
                .hasSize(20);
    }

    @Test
    void aNetworkThatPausedForAMonthGoesOn() {
        Clock later = Clock.fixed(Records.closeTime(200).plus(Duration.ofDays(90)), ZoneOffset.UTC);
        List<String> records = new ArrayList<>(Records.trades(100, 119, 1));
        for (int i = 10; i < 20; i++) {
            Instant right = Records.closeTime(100 + i);
            records.set(
                    i,
                    records.get(i)
                            .replace(
                                    right.toString(),
                                    right.plus(Duration.ofDays(30)).toString()));
        }

        assertThat(read(page(records.toArray(String[]::new)).getBytes(UTF_8), later)
                        .trades())
                .hasSize(20);
    }

    @Test
    void aTradeWithoutOfferIdsCounts() {
        String record = new String(Hostile.bytes("no-offer-id.ndjson"), UTF_8).strip();
        String previous = record.replaceFirst("\"base_offer_id\":\"[0-9]+\",", "\"offer_id\":\"11\",");
        assertThat(previous).contains("\"offer_id\":\"11\"").doesNotContain("base_offer_id");

        assertThat(offerIds(record)).containsExactly(OptionalLong.of(4829400000000000001L), OptionalLong.empty());
        assertThat(offerIds(previous)).containsExactly(OptionalLong.empty(), OptionalLong.empty());
    }

    private static List<OptionalLong> offerIds(String record) {
        Trade trade =
                Objects.requireNonNull(TradePage.readRecord(RecordBody.of(record), new CloseTimes(Clock.systemUTC()))
                        .trade());
        return Stream.of(trade.base(), trade.counter())
                .map(side -> ((OfferParty) side.party()).offerId())
                .toList();
    }
}
