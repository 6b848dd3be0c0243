package org.stellarticker.graphqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.USD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.binance.BinanceRoutes;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.graphql.GraphqlAnswers;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.rest.LiquidityRoutes;
import org.stellarticker.graphqlserver.rest.RestRoutes;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.graphqlserver.udf.UdfRoutes;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestApi;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/**
 * Asks the same thousand random questions by GraphQL, REST, UDF and Binance's form, and computes each answer from the raw
 * trades. Windows begin and end anywhere, on borders of candles, on trades, and where raw trades begin to be kept.
 */
class AllFacesIT {

    private static final int QUESTIONS = 1000;
    private static final Instant START = Instant.parse("2026-03-27T21:00:00Z");
    private static final Duration LENGTH = Duration.ofHours(75);
    private static final Instant NOW = START.plus(LENGTH);

    /** Earlier, a window may begin at midnights alone. */
    private static final Instant CANDLES_FROM = START.plus(Duration.ofHours(2));

    private static final Instant KEPT_FROM = Instant.parse("2026-03-29T00:00:00Z");
    private static final List<CandleInterval> INTERVALS = List.copyOf(EnumSet.allOf(CandleInterval.class));
    private static final Map<CandleInterval, String> RESOLUTIONS = Map.of(
            CandleInterval.MINUTE, "1",
            CandleInterval.FIVE_MINUTES, "5",
            CandleInterval.FIFTEEN_MINUTES, "15",
            CandleInterval.HOUR, "60",
            CandleInterval.FOUR_HOURS, "240",
            CandleInterval.DAY, "1D",
            CandleInterval.WEEK, "1W",
            CandleInterval.MONTH, "1M");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static List<Trade> trades = List.of();
    private static TestApi api;
    private static GraphqlAnswers graphql;

    private final Random random = new Random(20_261_129);

    @BeforeAll
    static void start() throws Exception {
        trades = new RandomTrades(new Random(5)).list(1200, START, LENGTH);
        store();
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var live = new LiveDatabase(db.database(), clock);
        api = TestApi.start(folder, routes -> addFaces(routes, live, clock));
        graphql = new GraphqlAnswers(db, clock);
    }

    private static void store() {
        long newest = trades.getLast().id().ledger().value() + 1;
        db.execute("insert into ledger (sequence, closed_at) values (" + newest + ", '" + NOW + "')");
        db.database().commit(tx -> {
            new DustFloorStore().bind(tx, RandomTrades.DUST_FLOOR);
            new TradeStore(db.database())
                    .insert(tx, trades.stream().map(Trade::normalised).toList(), TradeSource.PAGE);
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken(((newest + 1) << 32) + "-0")));
            new BackfillStore().begin(tx, new PagingToken(newest + "-0"), Optional.empty(), START);
        });
        db.execute("update backfill set completed_at = now()");
        db.database().commit(tx -> {
            var candles = new CandleStore();
            candles.make(tx, candles.take(tx, 1_000_000));
            new RetentionWatermark().move(tx, KEPT_FROM, Duration.ofSeconds(5));
        });
    }

    private static void addFaces(Routes routes, LiveDatabase live, Clock clock) {
        var snapshots = new SnapshotCache(live::snapshot, clock);
        var health = new Health(live, folder, clock, "7", Optional::empty);
        Duration age = Duration.ofHours(1);
        var markets = new QuotedMarkets(live::snapshot, clock, ChartData.REFERENCES, age);
        new RestRoutes(health, snapshots, TestStreams.hub(live, db.database()), live.limits()).addTo(routes);
        new LiquidityRoutes(live, snapshots, clock, ChartData.REFERENCES.quotes(), age, () -> AssetDirectory.EMPTY)
                .addTo(routes);
        new BinanceRoutes(live, clock, markets, ChartData.REFERENCES, age).addTo(routes);
        new UdfRoutes(live, clock, markets, ChartData.REFERENCES.verified()).addTo(routes);
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    /** A market in one direction, and a time that holds one of its trades, most of the time. */
    private record Question(TradePair pair, CandleInterval interval, Instant from, Instant to) {

        String parameters() {
            return "base=" + pair.base().sep11() + "&counter=" + pair.counter().sep11();
        }

        String arguments() {
            return "base: \"" + pair.base().sep11() + "\", counter: \""
                    + pair.counter().sep11() + "\", from: \"" + from + "\", to: \"" + to + "\"";
        }

        /** The same from an instant on. */
        Question since(Instant begin) {
            return new Question(pair, interval, from.isBefore(begin) ? begin : from, to.isBefore(begin) ? begin : to);
        }

        /** Returns whether UDF and Binance's clients can ask it: UDF has whole seconds. */
        boolean isOfWholeSeconds() {
            return isWhole(from) && isWhole(to);
        }

        private static boolean isWhole(Instant time) {
            return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
        }

        /** Returns the symbol by which Binance's clients can ask it; a market has one in the direction of its quote alone. */
        Optional<String> symbol() {
            return Optional.of(pair)
                    .filter(_ -> isOfWholeSeconds() && to.isAfter(from))
                    .filter(asked -> ChartData.REFERENCES.quotes().pair(asked).equals(asked))
                    .map(asked -> name(asked.base().sep11()) + "_"
                            + name(asked.counter().sep11()))
                    .map(name -> name.equals("XLM_" + name(USD.sep11())) ? "XLMUSD" : name);
        }

        private static String name(String asset) {
            return asset.equals("native") ? "XLM" : asset.replace(':', '.');
        }
    }

    private Question question() {
        Trade met = trades.get(random.nextInt(trades.size()));
        TradePair pair = random.nextBoolean() ? met.pair() : met.pair().turned();
        CandleInterval interval = INTERVALS.get(random.nextInt(INTERVALS.size()));
        Instant at = met.ledgerCloseTime();
        boolean longer = interval.compareTo(CandleInterval.DAY) >= 0 && random.nextInt(4) > 0;
        Instant from = longer ? interval.start(at) : begin(at, interval);
        Instant to = end(at, interval);
        if (random.nextInt(20) == 0) {
            from = to.minusSeconds(random.nextInt(60)).truncatedTo(ChronoUnit.MINUTES);
        }
        return new Question(pair, interval, from.isAfter(to) ? to : from, to);
    }

    /** A time that is not later; where raw trades are not kept, at a border of a minute. */
    private Instant begin(Instant at, CandleInterval interval) {
        Instant time = at.minusSeconds(random.nextInt(40_000));
        Instant begin = switch (random.nextInt(7)) {
            case 0 -> interval.start(time);
            case 1 -> time.truncatedTo(ChronoUnit.HOURS);
            case 2 -> at;
            case 3 -> at.isBefore(KEPT_FROM) ? time : KEPT_FROM;
            case 4 -> time.minusNanos(1000L * random.nextInt(1_000_000));
            default -> time;
        };
        return begin.isBefore(KEPT_FROM) ? begin.truncatedTo(ChronoUnit.MINUTES) : begin;
    }

    /** A time that is later; where raw trades are not kept, at a border of a minute. */
    private Instant end(Instant at, CandleInterval interval) {
        Instant time = at.plusSeconds(1 + random.nextInt(40_000));
        Instant end = switch (random.nextInt(7)) {
            case 0 -> interval.startNotBefore(time);
            case 1 -> CandleInterval.HOUR.startNotBefore(time);
            case 2 -> closeOfATradeAfter(at);
            case 3 -> at.isBefore(KEPT_FROM) ? KEPT_FROM : time;
            case 4 -> time.plusNanos(1000L * random.nextInt(1_000_000));
            default -> time;
        };
        return end.isBefore(KEPT_FROM) ? CandleInterval.MINUTE.startNotBefore(end) : end;
    }

    private Instant closeOfATradeAfter(Instant at) {
        List<Instant> later = trades.stream()
                .map(Trade::ledgerCloseTime)
                .filter(at::isBefore)
                .limit(50)
                .toList();
        return later.isEmpty() ? NOW : later.get(random.nextInt(later.size()));
    }

    @Test
    void allFacesGiveTheSameAnswersAsTheRawTrades() throws IOException {
        int withTrades = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question asked = question();
            boolean traded = switch (i % 3) {
                case 0 -> candles(asked);
                case 1 -> window(asked);
                default -> trades(asked);
            };
            withTrades += traded ? 1 : 0;
        }
        assertThat(withTrades).isGreaterThanOrEqualTo(QUESTIONS * 8 / 10);
    }

    // Candles

    private static boolean candles(Question asked) throws IOException {
        List<String> expected =
                ExpectedAnswers.candles(trades, asked.pair(), asked.interval(), asked.from(), asked.to());
        String range = "&from=" + asked.from() + "&to=" + asked.to() + "&limit=1000";
        JsonNode rest = api.get("/api/v1/candles?" + asked.parameters() + "&interval="
                + asked.interval().word() + range);
        assertThat(rows(rest.get("items"), "_")).as(asked + " by REST").isEqualTo(expected);
        JsonNode byGraphql = graphql.data("{candles(" + asked.arguments() + ", interval: \""
                + asked.interval().word() + "\", limit: 1000) {openTime open high low close baseVolume counterVolume"
                + " tradeCount vwap complete audited revision source dustExcluded}}");
        assertThat(rows(byGraphql.get("candles"), "")).as(asked + " by GraphQL").isEqualTo(expected);
        assertThat(each(byGraphql.get("candles"), "complete", "audited", "revision", "source", "dustExcluded"))
                .as(asked + " by GraphQL and REST")
                .isEqualTo(each(rest.get("items"), "complete", "audited", "revision", "source", "dust_excluded"));

        List<String> priced =
                expected.stream().filter(row -> !row.contains(" null null ")).toList();
        JsonNode klines = api.get("/api/v1/klines?" + asked.parameters() + "&interval="
                + asked.interval().word() + range);
        assertThat(klineRows(klines)).as(asked + " by klines").isEqualTo(klinesOf(priced));
        if (asked.symbol().isPresent()) {
            JsonNode binance =
                    api.get("/binance/api/v3/klines?symbol=" + asked.symbol().get() + "&interval="
                            + asked.interval().word() + "&limit=1000&startTime="
                            + asked.from().toEpochMilli() + "&endTime="
                            + (asked.to().toEpochMilli() - 1));
            assertThat(binance).as(asked + " by Binance").isEqualTo(klines);
        }
        if (asked.isOfWholeSeconds()) {
            JsonNode udf = api.get("/udf/history?symbol=" + asked.pair().base().sep11() + "/"
                    + asked.pair().counter().sep11() + "&resolution=" + RESOLUTIONS.get(asked.interval()) + "&from="
                    + asked.from().getEpochSecond() + "&to=" + asked.to().getEpochSecond());
            assertThat(bars(udf)).as(asked + " by UDF").isEqualTo(barsOf(priced));
        }
        return !expected.isEmpty();
    }

    private static List<String> rows(JsonNode items, String between) {
        var rows = new ArrayList<String>();
        for (JsonNode item : items) {
            var members = new ArrayList<String>();
            members.add(Long.toString(
                    Instant.parse(item.get(named("open time", between)).asText())
                            .getEpochSecond()));
            for (String name :
                    List.of("open", "high", "low", "close", "base volume", "counter volume", "trade count", "vwap")) {
                members.add(item.get(named(name, between)).asText());
            }
            rows.add(String.join(" ", members));
        }
        return rows;
    }

    /** A name of REST, whose words have a line between them, or of GraphQL, whose second word has a capital. */
    private static String named(String words, String between) {
        String[] parts = words.split(" ", 2);
        return parts.length == 1
                ? words
                : between.isEmpty()
                        ? parts[0] + Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1)
                        : parts[0] + between + parts[1];
    }

    private static List<String> klineRows(JsonNode klines) {
        var rows = new ArrayList<String>();
        for (JsonNode kline : klines) {
            rows.add(kline.get(0).asLong() / 1000 + " " + kline.get(1).asText() + " "
                    + kline.get(2).asText() + " "
                    + kline.get(3).asText() + " " + kline.get(4).asText() + " "
                    + kline.get(5).asText() + " "
                    + kline.get(7).asText() + " " + kline.get(8).asText());
        }
        return rows;
    }

    /** Without the VWAP. */
    private static List<String> klinesOf(List<String> rows) {
        return rows.stream().map(row -> row.substring(0, row.lastIndexOf(' '))).toList();
    }

    private static List<List<Double>> bars(JsonNode udf) {
        var bars = new ArrayList<List<Double>>();
        if (udf.get("s").asText().equals("ok")) {
            for (int i = 0; i < udf.get("t").size(); i++) {
                var bar = new ArrayList<Double>();
                for (String member : List.of("t", "o", "h", "l", "c", "v")) {
                    bar.add(udf.get(member).get(i).asDouble());
                }
                bars.add(bar);
            }
        }
        return bars;
    }

    private static List<List<Double>> barsOf(List<String> rows) {
        return rows.stream()
                .map(row -> List.of(row.split(" ", -1)).subList(0, 6).stream()
                        .map(Double::valueOf)
                        .toList())
                .toList();
    }

    // Windows

    private static boolean window(Question any) throws IOException {
        Question asked = any.since(CANDLES_FROM);
        List<Trade> found = ExpectedAnswers.within(trades, asked.pair(), asked.from(), asked.to());
        String expected = ExpectedAnswers.vwap(found) + " " + ExpectedAnswers.volumes(found) + " " + found.size();
        JsonNode rest = api.get("/api/v1/vwap?" + asked.parameters() + "&from=" + asked.from() + "&to=" + asked.to());
        assertThat(TestApi.members(rest, "vwap", "base_volume", "counter_volume", "trade_count"))
                .as(asked + " by REST")
                .isEqualTo(expected);
        JsonNode byGraphql = graphql.data(
                        "{vwap(" + asked.arguments() + ") {vwap baseVolume counterVolume tradeCount complete audited}}")
                .get("vwap");
        assertThat(TestApi.members(byGraphql, "vwap", "baseVolume", "counterVolume", "tradeCount"))
                .as(asked + " by GraphQL")
                .isEqualTo(expected);
        assertThat(TestApi.members(byGraphql, "complete", "audited"))
                .as(asked + " by GraphQL and REST")
                .isEqualTo(TestApi.members(rest, "complete", "audited"));
        return !found.isEmpty();
    }

    // Trades

    private static boolean trades(Question asked) throws IOException {
        List<String> expected = ExpectedAnswers.within(trades, asked.pair(), asked.from(), asked.to()).stream()
                .map(trade -> trade.id() + " " + PlainDecimal.of(trade.price()) + " "
                        + PlainDecimal.of(trade.base().amount().units()) + " "
                        + PlainDecimal.of(trade.counter().amount().units()))
                .toList();
        JsonNode rest = api.get("/api/v1/trades?" + asked.parameters() + "&order=asc&limit=1000&from=" + asked.from()
                + "&to=" + asked.to());
        assertThat(each(rest.get("items"), "paging_token", "price", "base_amount", "counter_amount"))
                .as(asked + " by REST")
                .isEqualTo(expected);
        JsonNode byGraphql = graphql.data("{trades(" + asked.arguments()
                + ", order: asc, first: 1000) {nodes {pagingToken price baseAmount counterAmount}}}");
        assertThat(each(byGraphql.at("/trades/nodes"), "pagingToken", "price", "baseAmount", "counterAmount"))
                .as(asked + " by GraphQL")
                .isEqualTo(expected);
        if (asked.symbol().isPresent()) {
            JsonNode binance =
                    api.get("/binance/api/v3/aggTrades?symbol=" + asked.symbol().get()
                            + "&limit=1000&startTime=" + asked.from().toEpochMilli() + "&endTime="
                            + (asked.to().toEpochMilli() - 1));
            assertThat(each(binance, "p", "q"))
                    .as(asked + " by Binance")
                    .isEqualTo(each(rest.get("items"), "price", "base_amount"));
        }
        return !expected.isEmpty();
    }

    private static List<String> each(JsonNode items, String... members) {
        var rows = new ArrayList<String>();
        items.forEach(item -> rows.add(TestApi.members(item, members)));
        return rows;
    }
}
