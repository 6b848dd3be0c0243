package org.stellarticker.ingester.orderbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.orderbook.BookRequestStore;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

class OrderBookScanIT {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String BOOK = """
            {"bids": [{"price_r": {"n": 1, "d": 2}, "price": "0.5000000", "amount": "10.0000000"}],
             "asks": [{"price_r": {"n": 3, "d": 4}, "price": "0.7500000", "amount": "8.0000000"}]}""";
    private static final String EMPTY = "{\"bids\": [], \"asks\": []}";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final IngesterMetrics counted = new IngesterMetrics(metrics);
    private final TestHorizon source = new TestHorizon();
    private final Horizon horizon = new Horizon(List.of(source.url()), RequestBudget.perHour(0), clock, counted);
    private final Progress progress = new Progress("books", clock);
    private final OrderBookStore books = new OrderBookStore();
    private final BookReader reader = new BookReader(horizon, database.database(), clock, counted);

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterEach
    void close() {
        horizon.close();
        source.close();
    }

    private OrderBookScan scan(int most) {
        return new OrderBookScan(reader, database.database(), most, progress, clock);
    }

    /** Inserts a market of XLM with so many trades in the last seven days. */
    private static TradePair market(String code, int trades, boolean valid) {
        var asset = Asset.issued(code, ISSUER);
        database.database()
                .commit(tx -> new AssetStore()
                        .saveListed(
                                tx,
                                List.of(new ListedAsset(
                                        asset,
                                        AssetHoldings.ofAccounts(100, BigDecimal.ONE),
                                        new AssetFlags(false, false, false, false),
                                        "",
                                        "",
                                        valid)),
                                NOON));
        database.execute("""
                with pair as (
                    insert into trade_pair (base_asset_id, counter_asset_id)
                    select base.asset_id, counter.asset_id
                    from asset base, asset counter
                    where base.type = 'native' and counter.code = '%s'
                    returning trade_pair_id
                )
                insert into market_window
                select trade_pair_id, 168, 1, 1, %d, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, now(), now(), 0, 0, now()
                from pair
                """.formatted(code, trades));
        return new TradePair(NativeAsset.XLM, asset);
    }

    private static String asked(String code) {
        return "/order_book?limit=200&selling_asset_type=native&buying_asset_type=credit_alphanum4&buying_asset_code="
                + code + "&buying_asset_issuer=" + ISSUER;
    }

    private List<OrderBookSummary> stored() {
        return database.database().snapshot(books::list);
    }

    @Test
    void fetchesTheBooksOfActiveMarketsTheMostActiveFirst() throws InterruptedException {
        market("AAA", 5, /* valid= */ true);
        TradePair busy = market("BBB", 500, /* valid= */ true);
        market("BAD", 9000, /* valid= */ false);
        source.nextPage(answer(200, Map.of(), BOOK));
        source.nextPage(answer(200, Map.of(), EMPTY));

        scan(100).run();

        assertThat(source.requests()).containsExactly(asked("BBB"), asked("AAA"));
        assertThat(stored()).hasSize(2);
        assertThat(stored().getLast())
                .isEqualTo(new OrderBookSummary(
                        busy,
                        1,
                        new BigDecimal("10.0000000"),
                        Optional.of(new Price(1, 2)),
                        1,
                        stored().getLast().askVolume(),
                        Optional.of(new Price(3, 4)),
                        NOON));
        assertThat(stored().getLast().askVolume()).isEqualByComparingTo("6");
        assertThat(progress.report().detail()).isEqualTo("2");
    }

    @Test
    void booksWithoutAnAnswerDoNotDelayTheOthers() throws InterruptedException {
        market("AAA", 5, /* valid= */ true);
        for (String code : List.of("BBB", "CCC", "DDD")) {
            market(code, 500, /* valid= */ true);
        }
        for (int tried = 0; tried < 9; tried++) {
            source.nextPage(answer(502, Map.of(), "bad gateway"));
        }
        var scan = scan(100);
        scan.run();
        assertThat(stored()).as("three failures in a row end the scan").isEmpty();

        source.nextPage(answer(200, Map.of(), BOOK));
        scan.run();

        assertThat(stored()).extracting(book -> book.pair().counter().code()).contains("AAA");
    }

    @Test
    void anEmptyBookAndOneWithAnEmptySideReplaceTheStoredOnes() throws InterruptedException {
        market("AAA", 5, /* valid= */ true);
        source.nextPage(answer(200, Map.of(), BOOK));
        scan(100).run();

        source.nextPage(answer(200, Map.of(), BOOK.replaceAll("(?s)\"asks\": .*", "\"asks\": []}")));
        scan(100).run();
        assertThat(stored().getFirst().bestBid()).contains(new Price(1, 2));
        assertThat(stored().getFirst().bestAsk()).isEmpty();

        source.nextPage(answer(200, Map.of(), EMPTY));
        scan(100).run();
        assertThat(stored().getFirst().bidCount()).isZero();
    }

    @Test
    void anUnreadableBookDoesNotDelayTheOthers() throws InterruptedException {
        market("AAA", 50, /* valid= */ true);
        market("BBB", 40, /* valid= */ true);
        TradePair good = market("CCC", 30, /* valid= */ true);
        source.nextPage(answer(200, Map.of(), "{\"bids\": []}"));
        source.nextPage(answer(400, Map.of(), "{\"title\": \"Bad Request\"}"));
        source.nextPage(answer(200, Map.of(), BOOK));

        scan(100).run();

        assertThat(stored()).extracting(OrderBookSummary::pair).containsExactly(good);
        assertThat(metrics.counter("ticker.order.book.fetches", "outcome", "skipped")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void retriesATruncatedBook() throws InterruptedException {
        TradePair cutShort = market("AAA", 50, /* valid= */ true);
        TradePair good = market("BBB", 40, /* valid= */ true);
        source.nextPage(answer(200, Map.of(), BOOK.substring(0, BOOK.length() / 2)));
        source.nextPage(answer(200, Map.of(), "<html>maintenance</html>"));
        source.serve("/order_book", answer(200, Map.of(), BOOK));

        scan(100).run();

        assertThat(source.requests()).containsExactly(asked("AAA"), asked("AAA"), asked("AAA"), asked("BBB"));
        assertThat(stored()).extracting(OrderBookSummary::pair).containsExactlyInAnyOrder(cutShort, good);
    }

    @Test
    void retriesABookThatStaysTruncatedInTheNextScan() throws InterruptedException {
        TradePair cutShort = market("AAA", 50, /* valid= */ true);
        source.serve("/order_book", answer(200, Map.of(), BOOK.substring(0, BOOK.length() / 2)));
        var scan = scan(100);

        scan.run();
        assertThat(stored()).isEmpty();
        source.serve("/order_book", answer(200, Map.of(), BOOK));
        scan.run();

        assertThat(source.requests()).hasSize(4).containsOnly(asked("AAA"));
        assertThat(stored()).extracting(OrderBookSummary::pair).containsExactly(cutShort);
    }

    @Test
    void endsTheScanWhenTheServerReturnsNoBooks() throws InterruptedException {
        for (String code : List.of("AAA", "BBB", "CCC", "DDD")) {
            market(code, 5, /* valid= */ true);
        }
        source.serve("/order_book", answer(503, Map.of(), "Server capacity exceeded."));

        scan(100).run();

        assertThat(source.requests()).hasSize(9);
        assertThat(progress.report().detail()).contains("Horizon returns no order books");
    }

    @Test
    void withASmallBudgetFetchesFirstWhatIsOldRelativeToItsActivity() throws InterruptedException {
        market("AAA", 1000, /* valid= */ true);
        TradePair read = market("BBB", 5000, /* valid= */ true);
        market("CCC", 10, /* valid= */ true);
        var book = OrderBookSummary.of(read, List.of(), List.of(), NOON.minusSeconds(60));
        database.database().commit(tx -> books.save(tx, book));
        source.serve("/order_book", answer(200, Map.of(), EMPTY));

        scan(2).run();

        assertThat(source.requests()).containsExactly(asked("AAA"), asked("CCC"));
    }

    @Test
    void storesABookWithItsLevelsAndItsTime() throws InterruptedException {
        TradePair pair = market("AAA", 5, /* valid= */ true);
        source.nextPage(answer(200, Map.of(), BOOK));

        scan(100).run();

        Optional<OrderBook> kept = database.database().snapshot(tx -> books.find(tx, pair));
        assertThat(kept)
                .contains(new OrderBook(
                        pair,
                        List.of(new Level(new Price(1, 2), Amount.parse("10"))),
                        List.of(new Level(new Price(3, 4), Amount.parse("8"))),
                        NOON));
    }

    @Test
    void appendsAnEventForAChangedBookOnly() throws InterruptedException {
        market("AAA", 5, /* valid= */ true);
        for (String book : List.of(BOOK, BOOK, EMPTY)) {
            source.nextPage(answer(200, Map.of(), book));
            scan(100).run();
        }

        assertThat(database.rows("""
                select kind, markets = array[trade_pair_id], count(*)
                from event_log, trade_pair
                group by 1, 2
                """)).containsExactly("books_changed\tt\t2");
    }

    @Test
    void fetchesARequestedBookOnceWhateverItsActivity() throws InterruptedException {
        market("AAA", 5000, /* valid= */ true);
        TradePair quiet = market("BBB", 0, /* valid= */ false);
        TradePair unknown = new TradePair(NativeAsset.XLM, Asset.issued("NONE", ISSUER));
        var requests = new BookRequestStore();
        database.database().commit(tx -> {
            requests.request(tx, quiet, NOON);
            requests.request(tx, quiet, NOON.plusSeconds(1));
            requests.request(tx, unknown, NOON);
        });
        source.serve("/order_book", answer(200, Map.of(), BOOK));

        try (var asked = database.database().listen(BookRequestStore.REQUESTED)) {
            var work = new BookRequests(reader, database.database(), asked, progress);
            assertThat(work.fetchRequested()).isEqualTo(1);
            assertThat(work.fetchRequested()).isZero();
        }

        assertThat(source.requests()).containsExactly(asked("BBB"));
        assertThat(stored()).extracting(OrderBookSummary::pair).containsExactly(quiet);
    }

    private NewBooks newBooks() {
        return new NewBooks(reader, database.database(), progress, clock);
    }

    @Test
    void fetchesTheBookOfANewMarketOnceAndNotAgainInTheScan() throws InterruptedException {
        source.serve("/order_book", answer(200, Map.of(), BOOK));
        var books = newBooks();
        books.run();
        assertThat(source.requests()).isEmpty();

        market("AAA", 5, /* valid= */ true);
        market("BAD", 5, /* valid= */ false);
        books.run();
        books.run();
        assertThat(source.requests()).containsExactly(asked("AAA"));

        market("BBB", 5, /* valid= */ true);
        books.run();
        assertThat(source.requests()).containsExactly(asked("AAA"), asked("BBB"));
        assertThat(stored()).hasSize(2);
    }

    @Test
    void fetchesTheBooksOfAHundredNewMarketsTheMostActiveFirst() throws InterruptedException {
        source.serve("/order_book", answer(200, Map.of(), BOOK));
        for (int market = 0; market < 100; market++) {
            market("M" + market, market + 1, /* valid= */ true);
        }

        newBooks().run();

        assertThat(stored()).hasSize(100);
        assertThat(source.requests().getFirst()).isEqualTo(asked("M99"));
    }

    @Test
    void anUnreadableNewBookDoesNotDelayTheOthersAndIsRetriedLater() throws InterruptedException {
        market("AAA", 50, /* valid= */ true);
        TradePair good = market("BBB", 30, /* valid= */ true);
        source.nextPage(answer(200, Map.of(), "{\"bids\": []}"));
        source.serve("/order_book", answer(200, Map.of(), BOOK));
        var books = newBooks();

        books.run();
        books.run();

        assertThat(source.requests()).containsExactly(asked("AAA"), asked("BBB"));
        assertThat(stored()).extracting(OrderBookSummary::pair).containsExactly(good);
    }
}
