package org.stellarticker.ingester.horizon.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.HealthCheck;
import org.stellarticker.ingester.horizon.client.HistoryGone;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.HorizonRefusal;
import org.stellarticker.ingester.horizon.client.Network;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.client.ServerListener;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.read.trade.StreamEvent;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * What real Horizons answered, sent to our client byte for byte: every record is read, and what is read of it is, member
 * by member, what was sent; each refusal and failure is reported and counted as what it is.
 */
@Timeout(60)
class RecordedAnswersTest {

    /** What we never ask for. */
    private static final Map<String, String> NO_CONCERN = Map.of(
            "fee_stats.json", "fees of transactions are no trades",
            "sse_ledgers_live_now.sse", "ledgers are asked for one by one",
            "sse_order_book.sse", "books are asked for, not streamed");

    /** Resources of the other answers, in the order in which they are tried. */
    private enum Kind {
        ERROR(
                "error_.*|.*_404.*|order_book_bad.*|ledger_before_history.*|ledger_future.*|trades_cursor_before_history_desc.*"),
        STREAM("sse_.*|.*tradeStream.*"),
        AGGREGATIONS(".*trade_aggregation.*"),
        TRADES("trades_.*|ok_.*|ratelimit_.*|.*TradesPage.*|.*tradesResponse.*|java-sdk_(page_)?trade.*"),
        ASSETS("(.*_)?assets.*"),
        BOOK(".*order_book.*"),
        POOLS(".*liquidity_pool.*"),
        LEDGERS(".*ledgers_.*|.*_ledgers.*"),
        ROOT("(.*_)?root.*");

        private final String names;

        Kind(String names) {
            this.names = names;
        }

        /** Fails for a name that is of none, so that no new answer is passed over. */
        static Kind of(String name) {
            return Stream.of(values())
                    .filter(kind -> name.matches(kind.names))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("nobody reads " + name));
        }
    }

    /** Horizon sent no type before there were pools. */
    private static final String ONLY_TYPE = "orderbook";

    /** Members of a trade that are not kept: links, and repeated values. */
    private static final Set<String> NOT_KEPT_OF_TRADES = Set.of("_links", "offer_id");

    /** Members of an asset that are not kept: the position, which consists of other members. */
    private static final Set<String> NOT_KEPT_OF_ASSETS = Set.of("paging_token");

    private static final Set<String> NOT_KEPT_OF_POOLS =
            Set.of("_links", "paging_token", "last_modified_ledger", "last_modified_time");

    /** Decimals that are rounded from what is kept. */
    private static final Set<String> NOT_KEPT_OF_INTERVALS = Set.of("avg", "open", "high", "low", "close");

    private static final Set<String> NOT_KEPT_OF_LEVELS = Set.of("price");

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RecordedServer server = new RecordedServer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    /** An address that does not look like this machine's, so that compressed answers are requested. */
    private final List<URI> urls = List.of(URI.create("http://0.0.0.0:" + server.port()));

    private final RequestBudget budget = RequestBudget.perHour(0);
    private final List<String> retries = new ArrayList<>();
    private final Horizon horizon = new Horizon(urls, budget, Clock.systemUTC(), new IngesterMetrics(metrics))
            .at(Priority.LIVE_TRADES, this::isRetrying);
    private final Requests requests = new Requests(
            urls, HealthCheck.ANY, ServerListener.NONE, budget, Clock.systemUTC(), new IngesterMetrics(metrics));

    @AfterEach
    void close() throws IOException {
        assertThat(retries).isEmpty();
        horizon.close();
        requests.close();
        server.close();
    }

    /** Who is not content with the answer would ask for it until the end of time. */
    private void isRetrying(String why) {
        retries.add(why);
        Thread.currentThread().interrupt();
    }

    private static List<String> of(Kind wanted) {
        return Recorded.names().stream()
                .filter(name -> !NO_CONCERN.containsKey(name))
                .filter(name -> Kind.of(name) == wanted)
                .toList();
    }

    @Test
    void everyAnswerIsOfAKindThatIsReadOrNoConcern() {
        var kinds = Recorded.names().stream()
                .filter(name -> !NO_CONCERN.containsKey(name))
                .collect(Collectors.groupingBy(Kind::of, TreeMap::new, Collectors.counting()));

        assertThat(kinds).containsOnlyKeys(Kind.values());
        assertThat(Recorded.names()).containsAll(NO_CONCERN.keySet()).doesNotHaveDuplicates();
        assertThat(kinds.get(Kind.TRADES)).isGreaterThan(30);
        assertThat(kinds.get(Kind.ERROR)).isGreaterThan(30);
    }

    static List<String> trades() {
        return of(Kind.TRADES);
    }

    @ParameterizedTest
    @MethodSource("trades")
    void everyTradeOfAPageIsReadWithoutLoss(String name) throws InterruptedException {
        var sent = name.endsWith(".ndjson")
                ? Recorded.text(name)
                        .lines()
                        .flatMap(line -> Members.records(line).stream())
                        .toList()
                : Members.records(Recorded.text(name));
        plays(name, sent);
        server.reportsTheNewestLedger();

        TradePageResult result = readTrades(self(Recorded.text(name)));

        if (sent.isEmpty()) {
            assertThat(result).isEqualTo(new TradePageResult.End());
        } else {
            assertThat(result).isInstanceOfSatisfying(TradePageResult.Trades.class, page -> {
                assertThat(page.batch().unreadable()).isEmpty();
                // The last one of a full page is left to the next one.
                var read =
                        sent.size() < Integer.parseInt(Requests.MOST_RECORDS) ? sent : sent.subList(0, sent.size() - 1);
                assertSame(page.batch().trades(), Members::of, read, RecordedAnswersTest::trade, NOT_KEPT_OF_TRADES);
                assertThat(page.batch().seen().value())
                        .isEqualTo(read.getLast().get("paging_token").getAsString());
            });
        }
        assertThatNothingWasWrong();
    }

    private static Map<String, String> trade(JsonObject record) {
        var members = Members.of(record);
        members.putIfAbsent("trade_type", ONLY_TYPE);
        return members;
    }

    /** Reads trades in the order and from the position of the recorded request. */
    private TradePageResult readTrades(Optional<HttpUrl> asked) throws InterruptedException {
        Optional<PagingToken> position = asked.map(url -> url.queryParameter("cursor"))
                .filter(cursor -> !cursor.isEmpty())
                .map(cursor -> new PagingToken(cursor.contains("-") ? cursor : cursor + "-0"));
        return asked.map(url -> url.queryParameter("order")).orElse("asc").equals("asc")
                ? horizon.trades().awaitAfter(position.orElse(PagingToken.before(new LedgerSequence(1))))
                : horizon.trades().awaitBefore(position.orElse(new PagingToken(Long.MAX_VALUE + "-0")));
    }

    static List<String> streams() {
        return of(Kind.STREAM);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyTradeOfAStreamIsReadWithoutLossAndItsEndAsWhatItIs(String name) throws InterruptedException {
        String sent = name.endsWith(".wire") ? Recorded.text(name.replace(".wire", ".sse")) : Recorded.text(name);
        var records = sent.lines()
                .filter(line -> line.startsWith("data: {"))
                .flatMap(line -> Members.records(line.substring("data: ".length())).stream())
                .toList();
        plays(name, records);
        server.reportsTheNewestLedger();
        var batches = new ArrayList<TradeBatch>();
        @SuppressWarnings("resource")
        var stream = horizon.trades().openStreamAfter(PagingToken.before(new LedgerSequence(1)));
        try (stream) {
            Throwable broke = catchThrowable(() -> {
                for (StreamEvent next = stream.next(TIMEOUT);
                        !(next instanceof StreamEvent.Closed);
                        next = stream.next(TIMEOUT)) {
                    if (next instanceof StreamEvent.Trades(var batch)) {
                        batches.add(batch);
                    }
                }
            });

            assertSame(
                    batches.stream().flatMap(batch -> batch.trades().stream()).toList(),
                    Members::of,
                    records,
                    RecordedAnswersTest::trade,
                    NOT_KEPT_OF_TRADES);
            assertThat(batches)
                    .allSatisfy(batch -> assertThat(batch.unreadable()).isEmpty());
            if (sent.contains("event: close")) {
                assertThat(broke).isNull();
                assertThatNothingWasWrong();
            } else {
                boolean reported = sent.contains("event: error");
                assertThat(broke)
                        .isInstanceOf(HorizonException.class)
                        .hasMessageContaining(reported ? "error" : "cut off");
                assertThat(errorCounts()).containsOnlyKeys(reported ? "stream_error" : "stream_cut");
            }
        }
    }

    static List<String> assets() {
        return of(Kind.ASSETS);
    }

    @ParameterizedTest
    @MethodSource("assets")
    void everyAssetIsReadWithoutLoss(String name) throws InterruptedException {
        var sent = Members.records(Recorded.text(name));
        plays(name, sent);

        AssetPage page = horizon.assets().awaitPage(Optional.empty());

        assertThat(page.rejected()).isEmpty();
        assertSame(page.listings(), Members::of, sent, Members::of, NOT_KEPT_OF_ASSETS);
        assertThat(page.next()).isEqualTo(lastPosition(sent));
        assertThatNothingWasWrong();
    }

    static List<String> pools() {
        return of(Kind.POOLS);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void everyPoolIsReadWithoutLoss(String name) throws InterruptedException {
        var sent = Members.records(Recorded.text(name));
        plays(name, sent);

        PoolPage page = horizon.pools().awaitPage(Optional.empty());

        assertThat(page.rejected()).isEmpty();
        assertSame(page.pools(), Members::of, sent, Members::ofPool, NOT_KEPT_OF_POOLS);
        assertThat(page.next()).isEqualTo(lastPosition(sent));
        assertThatNothingWasWrong();
    }

    static List<String> books() {
        return of(Kind.BOOK);
    }

    @ParameterizedTest
    @MethodSource("books")
    void everyLevelOfABookIsReadWithoutLoss(String name) throws InterruptedException {
        JsonObject sent = json(name);
        server.plays(RecordedServer.wire(name));

        Result<OrderBookLevels> result =
                horizon.orderBooks().tryRead(new TradePair(asset(sent, "base"), asset(sent, "counter")));

        assertThat(result.find()).hasValueSatisfying(book -> {
            assertSame(book.bids(), Members::of, objects(sent.getAsJsonArray("bids")), Members::of, NOT_KEPT_OF_LEVELS);
            assertSame(book.asks(), Members::of, objects(sent.getAsJsonArray("asks")), Members::of, NOT_KEPT_OF_LEVELS);
        });
        assertThatNothingWasWrong();
    }

    static List<String> aggregations() {
        return of(Kind.AGGREGATIONS);
    }

    @ParameterizedTest
    @MethodSource("aggregations")
    void everyIntervalIsReadWithoutLoss(String name) throws InterruptedException {
        var sent = Members.records(Recorded.text(name));
        plays(name, sent);

        var page = requests.attempt(
                server -> server,
                AggregationPage::read,
                new Purpose(Priority.LIVE_TRADES, reason -> {}, RequestBudget.Turn.IGNORED));

        assertSame(page, Members::of, sent, Members::of, NOT_KEPT_OF_INTERVALS);
        assertThatNothingWasWrong();
    }

    /** Returns the recorded aggregations of whole time ranges in intervals that are stored. */
    static List<String> aggregationsAsWeAsk() {
        return aggregations().stream()
                .filter(name -> self(Recorded.text(name))
                        .filter(asked -> asked.queryParameter("end_time") != null)
                        .flatMap(RecordedAnswersTest::interval)
                        .isPresent())
                .toList();
    }

    private static Optional<CandleInterval> interval(HttpUrl asked) {
        return CandleInterval.stored().stream()
                .filter(each -> Long.toString(each.length().toMillis()).equals(asked.queryParameter("resolution")))
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("aggregationsAsWeAsk")
    void anAnswerToWhatWeAskIsTakenForIt(String name) throws InterruptedException {
        HttpUrl asked = self(Recorded.text(name)).orElseThrow();
        server.plays(RecordedServer.wire(name));

        var result = horizon.aggregations()
                .tryRead(
                        new TradePair(
                                NativeAsset.XLM,
                                Asset.issued("BTC", "GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU")),
                        interval(asked).orElseThrow(),
                        time(asked, "start_time"),
                        time(asked, "end_time"));

        assertThat(result).isEqualTo(new Result.Success<>(AggregationPage.read(Recorded.bytes(name))));
    }

    private static Instant time(HttpUrl asked, String name) {
        return Instant.ofEpochMilli(Long.parseLong(Objects.requireNonNull(asked.queryParameter(name), name)));
    }

    static List<String> ledgers() {
        return of(Kind.LEDGERS);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void everyLedgersCloseTimeIsRead(String name) throws InterruptedException {
        for (JsonObject ledger : Members.records(Recorded.text(name))) {
            server.plays(RecordedServer.wire(ledger.toString().getBytes(StandardCharsets.UTF_8)));

            assertThat(horizon.ledgers()
                            .tryCloseTime(
                                    new LedgerSequence(ledger.get("sequence").getAsLong()))
                            .find())
                    .map(Instant::toString)
                    .contains(ledger.get("closed_at").getAsString());
        }
        assertThatNothingWasWrong();
    }

    static List<String> roots() {
        return of(Kind.ROOT);
    }

    @ParameterizedTest
    @MethodSource("roots")
    void whatARootDocumentReportsOfTheNetworkIsRead(String name) throws InterruptedException {
        JsonObject sent = json(name);
        server.plays(RecordedServer.wire(name));

        assertThat(horizon.ledgers().awaitNetwork())
                .isEqualTo(new Network(
                        sent.get("network_passphrase").getAsString(),
                        new LedgerSequence(sent.get("history_latest_ledger").getAsLong()),
                        Optional.ofNullable(sent.get("history_latest_ledger_closed_at"))
                                .map(JsonElement::getAsString)
                                .map(Instant::parse),
                        new LedgerSequence(sent.get("history_elder_ledger").getAsLong())));
    }

    static List<String> errors() {
        return of(Kind.ERROR);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsReportedAndCountedAsWhatItIs(String name) {
        server.plays(RecordedServer.wire(name));

        Throwable reported = catchThrowable(() -> requests.attempt(
                server -> server,
                body -> body,
                new Purpose(Priority.LIVE_TRADES, reason -> {}, RequestBudget.Turn.IGNORED)));

        assertThat(reported)
                .isExactlyInstanceOf(
                        switch (status(name)) {
                            case 400 -> HorizonRefusal.class;
                            case 410 -> HistoryGone.class;
                            default -> HorizonException.class;
                        });
        assertThat(reported)
                .hasMessageContaining(Integer.toString(status(name)))
                .hasMessageContaining(title(name));
        if (reported instanceof HorizonException fault) {
            assertThat(fault.retryAfter())
                    .isEqualTo(header(name, "Retry-After").map(Long::parseLong).map(Duration::ofSeconds));
        }
        assertThat(errorCounts()).isEqualTo(kindOf(status(name)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorInsteadOfAStreamIsReportedAndCountedAsWhatItIs(String name) throws InterruptedException {
        server.plays(RecordedServer.wire(name));

        try (var stream = horizon.trades().openStreamAfter(PagingToken.before(new LedgerSequence(1)))) {
            assertThatThrownBy(() -> stream.next(TIMEOUT))
                    .isInstanceOf(HorizonException.class)
                    .hasMessageContaining(Integer.toString(status(name)))
                    .hasMessageContaining(title(name));
        }
        assertThat(errorCounts()).hasSize(1);
        assertThat(errorCounts().values()).containsExactly(1.0);
    }

    /** Returns the kind of error of a status; history that is no longer kept is no error. */
    private static Map<String, Double> kindOf(int status) {
        if (status == 410) {
            return Map.of();
        }
        return Map.of(status == 429 ? "rate_limited" : status >= 500 ? "server_error" : "refused", 1.0);
    }

    private static int status(String name) {
        return Integer.parseInt(
                Recorded.head(name).orElseThrow().getFirst().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static Optional<String> header(String name, String header) {
        return Recorded.head(name).orElseThrow().stream()
                .filter(line -> line.startsWith(header + ": "))
                .map(line -> line.substring(header.length() + 2))
                .findFirst();
    }

    private static String title(String name) {
        String body = Recorded.text(name);
        return body.startsWith("{") ? json(name).get("title").getAsString() : body.strip();
    }

    private static JsonObject json(String name) {
        return JsonParser.parseString(Recorded.text(name)).getAsJsonObject();
    }

    /** Returns the request that a page names as its own. */
    private static Optional<HttpUrl> self(String text) {
        if (!text.contains("_embedded")) {
            return Optional.empty();
        }
        return Optional.ofNullable(HttpUrl.parse(JsonParser.parseString(text)
                .getAsJsonObject()
                .getAsJsonObject("_links")
                .getAsJsonObject("self")
                .get("href")
                .getAsString()));
    }

    /** Returns an answer as it was recorded; one that was published without its page becomes the records of a page. */
    private void plays(String name, List<JsonObject> records) {
        boolean alone = Kind.of(name) != Kind.STREAM && !Recorded.text(name).contains("_embedded");
        if (alone) {
            var page = "{\"_embedded\": {\"records\": " + records + "}}";
            server.plays(RecordedServer.wire(page.getBytes(StandardCharsets.UTF_8)));
        } else {
            server.plays(RecordedServer.wire(name));
        }
    }

    private static Optional<String> lastPosition(List<JsonObject> records) {
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(records.getLast().get("paging_token").getAsString());
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private static Asset asset(JsonObject book, String side) {
        var asset = book.getAsJsonObject(side);
        return asset.get("asset_type").getAsString().equals("native")
                ? NativeAsset.XLM
                : Asset.issued(
                        asset.get("asset_code").getAsString(),
                        asset.get("asset_issuer").getAsString());
    }

    private void assertThatNothingWasWrong() {
        assertThat(errorCounts()).isEmpty();
    }

    private Map<String, Double> errorCounts() {
        return metrics.find("ticker.horizon.errors").counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(counter -> counter.getId().getTag("kind"), Counter::count));
    }

    /** Each member that was sent is in what was read, but for those that are known not to be kept; and nothing else is. */
    private static <T> void assertSame(
            List<T> read,
            Function<T, Map<String, String>> membersRead,
            List<JsonObject> sent,
            Function<JsonObject, Map<String, String>> membersSent,
            Set<String> notKept) {
        assertThat(read).hasSameSizeAs(sent);
        IntStream.range(0, sent.size()).forEach(at -> {
            var expected = new HashMap<>(membersSent.apply(sent.get(at)));
            expected.keySet().removeIf(member -> notKept.contains(member.replaceFirst("\\..*", "")));
            assertThat(membersRead.apply(read.get(at))).isEqualTo(expected);
        });
    }
}
