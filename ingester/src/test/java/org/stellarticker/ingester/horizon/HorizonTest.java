package org.stellarticker.ingester.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.ingester.TestHorizon.answer;
import static org.stellarticker.ingester.TestHorizon.brokenOff;
import static org.stellarticker.ingester.TestHorizon.hanging;
import static org.stellarticker.ingester.TestHorizon.silence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.client.HealthCheck;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.client.ServerListener;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.read.AssetPage;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;
import org.stellarticker.ingester.metrics.IngesterMetrics;

@Timeout(60)
class HorizonTest {

    private static final PagingToken BEFORE_7 = PagingToken.before(new LedgerSequence(7));

    private final TestHorizon server = new TestHorizon();
    private final List<String> retries = Collections.synchronizedList(new ArrayList<>());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final IngesterMetrics counted = new IngesterMetrics(metrics);
    private final Horizon horizon = horizon(server.url());

    private Horizon horizon(URI... urls) {
        return new Horizon(
                        List.of(urls),
                        HealthCheck.ANY,
                        ServerListener.NONE,
                        RequestBudget.perHour(0),
                        Clock.systemUTC(),
                        counted)
                .at(Priority.LIVE_TRADES, retries::add);
    }

    @AfterEach
    void close() {
        horizon.close();
        server.close();
    }

    private void assertThatThePageIsReadInTheEnd() throws InterruptedException {
        server.add(Records.trades(7, 7, 3));
        assertThat(horizon.trades().awaitAfter(BEFORE_7))
                .isInstanceOfSatisfying(
                        TradePageResult.Trades.class,
                        page -> assertThat(page.batch().trades()).hasSize(3));
    }

    @Test
    void pagesReportWhatFollowsAndWhenNothingDoes() throws InterruptedException {
        server.add(Records.trades(7, 9, 100));

        var first = (TradePageResult.Trades) horizon.trades().awaitAfter(BEFORE_7);
        var second = (TradePageResult.Trades)
                horizon.trades().awaitAfter(first.batch().upTo());
        var third = (TradePageResult.Trades)
                horizon.trades().awaitAfter(second.batch().upTo());

        // A last record has none behind it that vouches for its position.
        assertThat(first.batch().trades()).hasSize(199);
        assertThat(second.batch().trades()).hasSize(101);
        assertThat(third.batch().trades()).hasSize(1);
        assertThat(third.batch().upTo()).isEqualTo(second.batch().upTo());
        assertThat(horizon.trades().awaitAfter(third.batch().seen())).isEqualTo(new TradePageResult.End());
        assertThat(retries).isEmpty();
    }

    private static String pageOf(String... records) {
        return "{\"_links\": {}, \"_embedded\": {\"records\": [" + String.join(",", records) + "]}}";
    }

    private static TradeBatch trades(TradePageResult result) {
        return ((TradePageResult.Trades) result).batch();
    }

    /** A stray brace ends the array for a reader, and a missing one joins a record with those behind it. */
    @Test
    void aPageWithASingleRecordIsNotTheEnd() throws InterruptedException {
        server.add(Records.trades(1, 20, 1));
        String good = Records.trade(10, 1);
        String unclosed = good.substring(0, good.length() - 1);
        for (String page : List.of(
                pageOf(good),
                pageOf(good + "}", Records.trade(9, 1)),
                pageOf(unclosed, Records.trade(9, 1), Records.trade(8, 1) + "}"))) {
            server.nextPage(answer(200, Map.of(), page));

            TradeBatch batch =
                    trades(horizon.trades().awaitCheckedBefore(Records.id(11, 1).token()));

            assertThat(TradeId.parse(batch.upTo().value())).as(page).isLessThanOrEqualTo(Records.id(10, 1));
        }
    }

    @Test
    void liveTradesGoOnBehindAPageWithASingleRecord() throws InterruptedException {
        server.add(Records.trades(7, 20, 1));
        server.nextPage(answer(200, Map.of(), pageOf(Records.trade(7, 1))));

        assertThat(trades(horizon.trades().awaitAfter(BEFORE_7)).upTo())
                .isEqualTo(Records.id(7, 1).token());
    }

    @Test
    void aSingleRecordFarAheadHidesNothing() throws InterruptedException {
        server.add(Records.trades(7, 20, 1));
        server.nextPage(answer(200, Map.of(), pageOf(Records.trade(15, 1))));

        assertThat(trades(horizon.trades().awaitAfter(BEFORE_7)).trades()).hasSize(9);
    }

    @Test
    void aSinglePageOfTheOtherOrderDoesNotProveAStep() throws InterruptedException {
        server.add(Records.trades(100, 140, 1));
        server.pagesOf(1);
        server.nextPage(answer(200, Map.of(), pageOf(Records.trade(139, 1), Records.trade(101, 1))));

        TradeBatch batch =
                trades(horizon.trades().awaitCheckedBefore(Records.id(140, 1).token()));

        assertThat(batch.trades()).extracting(Trade::id).contains(Records.id(138, 1), Records.id(102, 1));
    }

    /** Twice 11 ledgers are less than a minute, but much more than the page's other steps. */
    @Test
    void aStepThatIsLargeForItsPageIsProven() throws InterruptedException {
        server.add(Records.trades(100, 140, 3));
        var sent = new ArrayList<>(Records.trades(100, 120, 3));
        sent.add(Records.trade(131, 1));
        sent.add(Records.trade(131, 2));
        server.nextPage(answer(200, Map.of(), pageOf(sent.toArray(String[]::new))));

        TradeBatch batch = trades(horizon.trades().awaitCheckedAfter(PagingToken.before(new LedgerSequence(100))));

        assertThat(batch.trades()).extracting(Trade::id).contains(Records.id(121, 1), Records.id(130, 3));
    }

    /** Two of five ledgers have no trade, by chance: now and then four in a row have none. */
    @Test
    void aQuietMarketIsNotReadTwice() throws InterruptedException {
        var random = new Random(7);
        long ledger = 100;
        for (int trade = 0; trade < 150; trade++) {
            server.add(Records.trade(ledger, 1));
            ledger++;
            while (random.nextInt(5) < 2) {
                ledger++;
            }
        }

        TradeBatch batch =
                trades(horizon.trades().awaitCheckedBefore(Records.id(ledger, 1).token()));

        assertThat(batch.trades()).hasSizeGreaterThan(148);
        assertThat(server.requests())
                .filteredOn(request -> request.contains("order=asc"))
                .isEmpty();
    }

    /** Answers like a replica, or a cached root document, that is behind. */
    @Test
    void aTradeOfALedgerThatOnlyTheLedgerItselfConfirmsIsAccepted() throws InterruptedException {
        server.add(Records.trades(7, 60, 1));
        server.serve("/", answer(200, Map.of(), """
            {"history_latest_ledger": 20, "history_elder_ledger": 1, "network_passphrase": "Test"}\
            """));

        TradeBatch batch = trades(horizon.trades().awaitAfter(BEFORE_7));

        assertThat(batch.trades()).hasSize(54);
        assertThat(batch.unreadable()).isEmpty();
    }

    @Test
    void whileNoNewestLedgerIsConfirmedNothingIsRejected() throws InterruptedException {
        server.add(Records.trades(7, 60, 1));
        server.serve("/ledgers/60", answer(404, Map.of(), "{}"));

        TradeBatch batch = trades(horizon.trades().awaitAfter(BEFORE_7));

        assertThat(batch.trades()).hasSize(54);
        assertThat(batch.unreadable()).isEmpty();
    }

    @Test
    void aRecordThatNoLedgerConfirmsIsRejectedAlone() throws InterruptedException {
        server.add(Records.trades(7, 20, 1));
        server.nextPagesGood(3);
        trades(horizon.trades().awaitAfter(BEFORE_7));
        server.reportsAhead(8, Records.trade(300, 1));

        TradeBatch batch = trades(horizon.trades().awaitAfter(BEFORE_7));

        assertThat(batch.trades()).hasSize(13);
        assertThat(batch.unreadable()).hasSize(1);
    }

    /** Behind a proxy, an order book may be still_ingesting for hours. */
    @Test
    void anOrderBookThatAsksForAPauseDoesNotPauseLiveTrades() throws Exception {
        server.add(Records.trades(7, 9, 1));
        server.serve("/order_book", answer(503, Map.of("Retry-After", "20"), "still ingesting"));
        var pair = new TradePair(
                NativeAsset.XLM, Asset.issued("USD", "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var book = threads.submit(() ->
                    horizon.at(Priority.ORDER_BOOKS, retries::add).orderBooks().tryRead(pair));
            await().until(() -> !retries.isEmpty());
            long start = System.nanoTime();

            trades(horizon.trades().awaitAfter(BEFORE_7));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            book.cancel(true);
        }
    }

    /** Horizon sends nobody elsewhere; who does may want us to ask what only we can reach. */
    @Test
    void aRedirectIsAFaultAndNobodyElseIsAsked() throws InterruptedException {
        try (var elsewhere = new TestHorizon()) {
            elsewhere.add(Records.trades(7, 9, 100));
            server.nextPage(answer(302, Map.of("Location", elsewhere.url() + "/trades?cursor=1-0&limit=200"), ""));

            assertThatThePageIsReadInTheEnd();

            assertThat(elsewhere.requests()).isEmpty();
            assertThat(retries).singleElement().asString().contains("302");
        }
    }

    @Test
    void tooManyRequestsAreFollowedByThePauseThatIsAskedFor() throws InterruptedException {
        server.nextPage(answer(429, Map.of("Retry-After", "1"), Recorded.bytes("error_429.json")));
        long start = System.nanoTime();

        assertThatThePageIsReadInTheEnd();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(retries).singleElement().asString().contains("429").contains("Rate Limit Exceeded");
    }

    /** 20 at once and 20 a second, which five workers without a budget ask for many more of. */
    @Test
    @Timeout(60)
    void aServerWithALimitOfItsOwnRefusesFewAndLiveGoesFirst() throws Exception {
        var bucket = new AtomicLong(20);
        var refused = new AtomicInteger();
        var good = new AtomicInteger();
        server.serve("/assets", exchange -> {
            if (bucket.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                good.incrementAndGet();
                answer(200, Map.of(), Recorded.bytes("assets_after_last.json")).handle(exchange);
            } else {
                refused.incrementAndGet();
                answer(429, Map.of("Retry-After", "1"), "").handle(exchange);
            }
        });
        try (var refill = Executors.newSingleThreadScheduledExecutor();
                var workers = Executors.newFixedThreadPool(5)) {
            var _ = refill.scheduleAtFixedRate(
                    () -> bucket.getAndUpdate(left -> Math.min(20, left + 1)), 50, 50, TimeUnit.MILLISECONDS);
            for (int worker = 0; worker < 5; worker++) {
                var books = horizon.at(Priority.ORDER_BOOKS, retries::add);
                var _ = workers.submit(() -> {
                    while (good.get() < 150) {
                        books.assets().awaitPage(Optional.empty());
                    }
                    return true;
                });
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> refused.get() > 0);
            while (good.get() < 150) {
                long asked = System.nanoTime();
                horizon.assets().awaitPage(Optional.empty());
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
            }
        }
        assertThat(refused.get()).isLessThan(good.get() / 4);
    }

    @Test
    void whatTheOtherSideMayMendIsAskedAgain() throws InterruptedException {
        server.nextPage(
                answer(503, Map.of("Content-Type", "text/plain"), Recorded.bytes("error_503_over_capacity.txt")));
        server.nextPage(answer(502, Map.of("Content-Type", "text/html"), "<html>\n<h1>Bad gateway</h1></html>"));
        server.nextPage(answer(200, Map.of(), ""));
        server.nextPage(answer(200, Map.of(), "<html>captive portal</html>"));

        assertThatThePageIsReadInTheEnd();

        assertThat(retries)
                .hasSize(4)
                .satisfiesExactly(
                        message -> assertThat(message).contains("503").contains("Server capacity exceeded."),
                        message -> assertThat(message).contains("502").contains("<html> <h1>Bad gateway"),
                        message -> assertThat(message).contains("not a page"),
                        message -> assertThat(message).contains("no JSON"));
    }

    @Test
    void faultsAreCountedByKind() throws InterruptedException {
        server.nextPage(answer(429, Map.of(), Recorded.bytes("error_429.json")));
        server.nextPage(answer(502, Map.of("Content-Type", "text/html"), "<h1>Bad gateway</h1>"));
        server.nextPage(answer(404, Map.of(), ""));
        server.nextPage(answer(200, Map.of(), ""));
        server.nextPage(answer(200, Map.of(), "<html>captive portal</html>"));
        server.nextPage(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThatThePageIsReadInTheEnd();

        assertThat(metrics.find("ticker.horizon.errors").counters())
                .filteredOn(counter -> counter.count() > 0)
                .extracting(counter -> counter.getId().getTag("kind"), Counter::count)
                .containsExactlyInAnyOrder(
                        tuple("rate_limited", 1.0),
                        tuple("server_error", 1.0),
                        tuple("refused", 1.0),
                        tuple("empty", 1.0),
                        tuple("unreadable", 1.0),
                        tuple("truncated", 1.0));
    }

    @Test
    void aConnectionThatIsClosedOrBreaksOffIsTriedAnew() throws InterruptedException {
        server.nextPage(silence());
        server.nextPage(brokenOff("application/json", "{\"_embedded\": {\"records\": ["));

        assertThatThePageIsReadInTheEnd();
    }

    @Test
    void aRecordOfMegabytesHoldsUpNoPage() throws InterruptedException {
        server.add(Records.trade(7, 1));
        server.add(Records.trade(7, 2).replace("{\"self\":", "{\"memo\":\"" + "x".repeat(5_000_000) + "\",\"self\":"));
        server.add(Records.trade(7, 3));

        var batch = ((TradePageResult.Trades) horizon.trades().awaitAfter(PagingToken.before(new LedgerSequence(7))))
                .batch();

        assertThat(batch.trades()).extracting(Trade::id).containsExactly(Records.id(7, 1), Records.id(7, 3));
        assertThat(batch.unreadable())
                .singleElement()
                .satisfies(rejected ->
                        assertThat(rejected.token()).contains(Records.id(7, 2).token()));
        // The last record of a page is vouched for by the next one.
        assertThat(batch.upTo()).isEqualTo(Records.id(7, 2).token());
    }

    @Test
    void anOrderBookOfMegabytesOutsideOfItsLevelsIsSkipped() throws InterruptedException {
        server.serve(
                "/order_book", answer(200, Map.of(), "{\"memo\": \"" + "x".repeat(5_000_000) + "\", \"bids\": []}"));

        assertThat(horizon.orderBooks()
                        .tryRead(new TradePair(
                                NativeAsset.XLM,
                                Asset.issued("USD", "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO"))))
                .isInstanceOfSatisfying(
                        Result.Failure.class,
                        failure -> assertThat(failure.reason()).contains("at most 4194304 bytes"));
    }

    @Test
    void aRootDocumentWhoseTimeIsNoneIsAskedForAgain() throws InterruptedException {
        server.nextPage(answer(200, Map.of(), """
            {"history_latest_ledger": 7, "history_elder_ledger": 1, "network_passphrase": "Test",
             "history_latest_ledger_closed_at": "+999999999-12-31T23:59:59Z"}\
            """));
        server.add(Records.trade(9, 1));

        assertThat(horizon.ledgers().awaitNetwork().newest().value()).isEqualTo(9);
    }

    @Test
    void aServerThatRepeatsItselfIsNotBelieved() throws InterruptedException {
        server.nextPage(answer(200, Map.of(), Recorded.bytes("trades_desc_200.json")));
        var cursor = new PagingToken("4611686018427387904-0");

        assertThat(horizon.trades().awaitAfter(cursor)).isEqualTo(new TradePageResult.End());
        assertThat(retries).singleElement().asString().contains("when asked asc from " + cursor);
    }

    @Test
    void theNextHorizonIsUsedWhenOneFails() throws InterruptedException {
        try (var second = new TestHorizon();
                var both = horizon(server.url(), second.url())) {
            second.add(Records.trades(7, 7, 3));
            server.close();

            assertThat(both.trades().awaitAfter(BEFORE_7)).isInstanceOf(TradePageResult.Trades.class);
            assertThat(both.trades().awaitAfter(BEFORE_7)).isInstanceOf(TradePageResult.Trades.class);
            assertThat(retries).hasSize(3);
        }
    }

    @Test
    void historyThatIsGoneIsAnAnswer() throws InterruptedException {
        server.nextPage(answer(410, Map.of(), Recorded.bytes("trades_cursor_before_history_desc.json")));

        assertThat(horizon.trades().awaitBefore(BEFORE_7)).isEqualTo(new TradePageResult.Gone());
    }

    @Test
    void historyThatIsGoneFromOneServerIsAskedOfTheOthers() throws InterruptedException {
        server.nextPage(answer(410, Map.of(), ""));
        server.nextPage(answer(410, Map.of(), ""));
        try (var other = new TestHorizon();
                var both = horizon(server.url(), other.url())) {
            other.add(Records.trades(5, 6, 1));

            assertThat(both.trades().awaitBefore(BEFORE_7))
                    .isInstanceOfSatisfying(
                            TradePageResult.Trades.class,
                            page -> assertThat(page.batch().trades()).hasSize(2));

            other.nextPage(answer(410, Map.of(), ""));
            assertThat(both.trades().awaitBefore(BEFORE_7)).isEqualTo(new TradePageResult.Gone());
        }
        assertThat(server.requests()).hasSize(2);
    }

    /** The cursor decides whether Horizon answers 410 or an empty page. */
    @Test
    void historyThatEndsWithWhatOneServerKeepsIsAskedOfTheOthers() throws InterruptedException {
        server.keepsFrom(7);
        try (var other = new TestHorizon();
                var both = horizon(server.url(), other.url())) {
            other.add(Records.trades(5, 6, 1));

            assertThat(both.trades().awaitBefore(BEFORE_7))
                    .isInstanceOfSatisfying(
                            TradePageResult.Trades.class,
                            page -> assertThat(page.batch().trades()).hasSize(2));

            assertThat(both.trades().awaitBefore(PagingToken.before(new LedgerSequence(5))))
                    .isEqualTo(new TradePageResult.End());
        }
    }

    /** Our questions are right, so that it is a proxy's answer, or one of a moment. */
    @Test
    void aRefusalIsNoReasonToEnd() throws InterruptedException {
        server.nextPage(answer(400, Map.of(), Recorded.bytes("error_bad_cursor.json")));

        assertThatThePageIsReadInTheEnd();

        assertThat(retries).singleElement().asString().contains("400");
    }

    @Test
    void assetsWithoutRecordsAreAskedForAgain() throws InterruptedException {
        server.nextPage(answer(200, Map.of(), "{\"_embedded\":{}}"));
        server.nextPage(answer(200, Map.of(), "{\"_embedded\":{\"records\":[null]}}"));
        server.nextPage(answer(200, Map.of(), "{\"_embedded\":{\"records\":[{}]}}"));
        server.nextPage(answer(200, Map.of(), Recorded.bytes("assets_after_last.json")));

        assertThat(horizon.assets().awaitPage(Optional.empty()).listings()).isEmpty();

        assertThat(retries).hasSize(3);
    }

    /** A server that does not answer may keep trades that the others do not. */
    @Test
    void historyIsNotGoneBeforeEachServerSaidSo() throws Exception {
        var other = new TestHorizon();
        URI away = other.url();
        other.close();
        for (int answers = 0; answers < 2; answers++) {
            server.nextPage(answer(410, Map.of(), ""));
        }
        try (var both = horizon(server.url(), away)) {
            var asking = Thread.ofPlatform().start(() -> {
                try {
                    both.trades().awaitBefore(BEFORE_7);
                } catch (InterruptedException ended) {
                    retries.add("ended");
                }
            });

            await().until(() -> retries.stream().anyMatch(message -> message.contains("another Horizon, which may")));

            asking.interrupt();
            await().until(() -> retries.contains("ended"));
        }
    }

    @Test
    void nobodyWaitsForOthersSlowAnswers() throws Exception {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 12; i++) {
            server.nextPage(hanging());
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    horizon.trades().awaitAfter(BEFORE_7);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        await().until(() -> server.requests().size() == 12);

        assertThatThePageIsReadInTheEnd();

        threads.forEach(Thread::interrupt);
    }

    @Test
    void anAnswerThatNeverComesCanBeInterrupted() throws InterruptedException {
        server.nextPage(hanging());
        var end = new AtomicReference<Throwable>();
        var asking = Thread.ofPlatform().start(() -> {
            try {
                horizon.trades().awaitAfter(BEFORE_7);
            } catch (Throwable thrown) {
                end.set(thrown);
            }
        });
        await().until(() -> server.requests().size() == 1);

        asking.interrupt();

        assertThat(asking.join(Duration.ofSeconds(2))).isTrue();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aPauseBetweenTwoTriesCanBeInterrupted() throws InterruptedException {
        server.nextPage(answer(429, Map.of("Retry-After", "3600"), ""));
        var end = new AtomicReference<Throwable>();
        var asking = Thread.ofPlatform().start(() -> {
            try {
                horizon.ledgers().awaitNetwork();
            } catch (Throwable thrown) {
                end.set(thrown);
            }
        });
        await().until(() -> !retries.isEmpty());

        asking.interrupt();

        assertThat(asking.join(Duration.ofSeconds(2))).isTrue();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void theRootDocumentReportsWhichNetworkItIs() throws InterruptedException {
        server.nextPage(answer(200, Map.of(), Recorded.bytes("root.json")));

        var network = horizon.ledgers().awaitNetwork();

        assertThat(network.newest()).isEqualTo(new LedgerSequence(61700000));
        assertThat(network.elder()).isEqualTo(new LedgerSequence(61561761));
        assertThat(network.passphrase()).isNotEmpty();
    }

    @Test
    void assetsAreReadPageByPage() throws InterruptedException {
        server.nextPage(answer(200, Map.of(), Recorded.bytes("assets_200_page2.json")));
        server.nextPage(answer(200, Map.of(), Recorded.bytes("assets_after_last.json")));

        var page = horizon.assets().awaitPage(Optional.empty());
        var end = horizon.assets().awaitPage(page.next());

        assertThat(page.listings()).hasSize(200);
        assertThat(page.rejected()).isEmpty();
        assertThat(page.next())
                .contains("0X3_GDKZHVHMXWLOF4SHNEECR3F6SEMIGS6QGRMFMMNXN2H7XZXGMYI6ERKK_credit_alphanum4");
        assertThat(page.listings().getFirst())
                .isEqualTo(new AssetPage.Listing(
                        Asset.issued("0H8LDDA9O315", "GDFJQWC6VZA5Y3SWHP4PE2TUXNMSN77TGYKRRRPQG6IT5JP3FONZS2VK"),
                        new AssetHoldings(
                                new Held(7, new BigDecimal("0.0000002")),
                                new Held(0, new BigDecimal("0.0000000")),
                                new Held(0, new BigDecimal("0.0000000")),
                                new Held(12, new BigDecimal("85.5183176")),
                                new Held(7, new BigDecimal("74612.9058888")),
                                new Held(0, new BigDecimal("0.0000000"))),
                        new AssetFlags(false, false, false, false),
                        "",
                        "https://spam0691.example.net/.well-known/stellar.toml"));
        assertThat(page.listings().get(1).tomlUrl()).isEmpty();
        assertThat(end.listings()).isEmpty();
        assertThat(end.next()).isEmpty();
        assertThat(server.requests().getLast()).contains("cursor=0X3_GDKZ").contains("limit=200");
    }

    @Test
    void anAssetThatCannotBeReadCostsOnlyItself() throws InterruptedException {
        String page = Recorded.text("assets_200_page2.json")
                .replaceFirst("\"asset_code\": \"0HA\"", "\"asset_code\": \"0 H A\"");
        server.nextPage(answer(200, Map.of(), page));

        var read = horizon.assets().awaitPage(Optional.empty());

        assertThat(read.listings()).hasSize(199);
        assertThat(read.rejected()).hasSize(1);
    }

    @Test
    void aServerBelowAPathIsAsked() throws InterruptedException {
        server.nextPage(answer(200, Map.of(), Recorded.bytes("trades_empty_at_head.json")));
        server.nextPage(answer(200, Map.of(), Recorded.bytes("root.json")));
        try (var below = horizon(URI.create(server.url() + "/horizon"))) {
            below.trades().awaitAfter(BEFORE_7);
            below.ledgers().awaitNetwork();
        }

        assertThat(server.requests())
                .containsExactly("/horizon/trades?order=asc&limit=200&cursor=" + BEFORE_7, "/horizon");
    }

    @Test
    void requestsAreCountedByWhatTheyAreForAndTheBudgetReportsWhatIsLeft() throws InterruptedException {
        server.nextPage(answer(503, Map.of(), "Server capacity exceeded."));
        server.nextPage(answer(200, Map.of(), Recorded.bytes("assets_after_last.json")));
        server.nextPage(answer(200, Map.of(), Recorded.bytes("trades_empty_at_head.json")));
        var budget = RequestBudget.perHour(3600);
        try (var shared = new Horizon(
                List.of(server.url()), HealthCheck.ANY, ServerListener.NONE, budget, Clock.systemUTC(), counted)) {
            shared.at(Priority.ASSETS, retries::add).assets().awaitPage(Optional.empty());
            shared.at(Priority.AUDIT, retries::add).trades().awaitAfter(BEFORE_7);
        }

        assertThat(metrics.find("ticker.horizon.requests").counters())
                .filteredOn(counter -> counter.count() > 0)
                .extracting(
                        counter -> counter.getId().getTag("priority"),
                        counter -> counter.getId().getTag("status"),
                        Counter::count)
                .containsExactlyInAnyOrder(
                        tuple("assets", "503", 1.0), tuple("assets", "200", 1.0), tuple("audit", "200", 1.0));
        assertThat(metrics.get("ticker.horizon.budget.requests").gauge().value())
                .isBetween(97.0, 100.0);
    }

    @Test
    void anIncompleteOrUnreadableOrderBookIsCountedAsAnError() throws InterruptedException {
        var pair = new TradePair(
                NativeAsset.XLM, Asset.issued("USD", "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO"));
        server.nextPage(answer(200, Map.of(), "{\"bids\": [], \"as"));
        server.nextPage(answer(200, Map.of(), "{\"bids\": []}"));

        assertThat(horizon.orderBooks().tryRead(pair))
                .isInstanceOfSatisfying(
                        Result.Failure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(Result.Cause.REFUSED));

        assertThat(metrics.get("ticker.horizon.errors")
                        .tag("kind", "unreadable")
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}
