package org.stellarticker.graphqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.graphql.GraphqlAnswers;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.http.TestApi;
import org.stellarticker.graphqlserver.rest.RestRoutes;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.graphqlserver.udf.UdfRoutes;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/**
 * Asks the same 1,000 random questions by GraphQL, REST and UDF, and expects of all what the plainest sums over raw trades
 * give.
 */
class SameAnswersIT {

    private static final Instant START = Instant.parse("2026-03-27T21:00:00Z");
    private static final Duration LENGTH = Duration.ofHours(75);
    /** The oldest candle may lack trades, so that no window begins in it. */
    private static final Instant FIRST = START.plus(Duration.ofHours(2));

    private static final Instant NOW = START.plus(LENGTH).plusSeconds(30);
    private static final int QUESTIONS = 1000;
    private static final long SEED = 20_261_129;

    private static final List<CandleInterval> INTERVALS = List.of(CandleInterval.values());

    /** UDF's names of intervals. */
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

    private static List<Trade> trades;
    private static List<TradePair> markets;
    private static GraphqlAnswers graphql;
    private static TestApi rest;
    private static TestApi udf;

    private final Random random = new Random(SEED);
    private int withTrades;

    @BeforeAll
    static void start() throws Exception {
        trades = new RandomTrades(new Random(SEED))
                .list(1500, START, LENGTH).stream().map(Trade::normalised).toList();
        markets = trades.stream().map(Trade::pair).distinct().toList();
        db.database().commit(tx -> new DustFloorStore().bind(tx, RandomTrades.DUST_FLOOR));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1_000_000)));
        // Raw trades count as kept since here; the edges of older windows lie on borders of minutes.
        db.execute("insert into retention_watermark (watermark_at) values ('" + retention() + "')");
        db.execute("insert into backfill (upper_token, next_token, lower_at, completed_at) values ('9', '1', '"
                + START.minus(Duration.ofDays(1)) + "', now())");
        db.execute("insert into stream_cursor values ('trades', '" + (99_000_000L << 32) + "-0')");
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var live = new LiveDatabase(db.database(), clock);
        var health = new Health(live, folder, clock, "7", Optional::empty);
        graphql = new GraphqlAnswers(db, clock);
        rest = TestApi.start(
                folder,
                new RestRoutes(
                        health,
                        new SnapshotCache(live::snapshot, clock),
                        TestStreams.hub(live, db.database()),
                        live.limits())::addTo);
        var quoted = new QuotedMarkets(live::snapshot, clock, ChartData.REFERENCES, Duration.ofHours(1));
        udf = TestApi.start(folder, new UdfRoutes(live, clock, quoted, ChartData.REFERENCES.verified())::addTo);
    }

    private static Instant retention() {
        return START.plus(Duration.ofHours(20)).truncatedTo(ChronoUnit.DAYS);
    }

    @Test
    void allFacesGiveWhatRawTradesGive() throws IOException {
        for (int i = 0; i < QUESTIONS; i++) {
            TradePair pair = markets.get(random.nextInt(markets.size()));
            TradePair asked = random.nextBoolean() ? pair : pair.turned();
            if (random.nextBoolean()) {
                compareVwap(asked);
            } else {
                compareCandles(asked);
            }
        }

        assertThat(withTrades).as("questions with trades").isGreaterThanOrEqualTo(QUESTIONS * 8 / 10);
        rest.close();
        udf.close();
    }

    /** Most edges lie among the trades; some on a trade, on the border of a candle, at the retention. */
    private Instant edge() {
        Instant at = FIRST.plusSeconds(random.nextLong(LENGTH.toSeconds() - 7200));
        Instant drawn = switch (random.nextInt(6)) {
            case 0 -> trades.get(random.nextInt(trades.size())).ledgerCloseTime();
            case 1 -> at.truncatedTo(ChronoUnit.MINUTES);
            case 2 -> at.truncatedTo(ChronoUnit.HOURS);
            case 3 -> retention();
            default -> at.plusNanos(1000L * random.nextInt(1_000_000));
        };
        Instant edge = drawn.isBefore(FIRST) ? FIRST : drawn;
        return edge.isBefore(retention()) ? edge.truncatedTo(ChronoUnit.MINUTES) : edge;
    }

    private static List<Trade> within(TradePair asked, Instant from, Instant to) {
        return trades.stream()
                .map(trade -> trade.pair().equals(asked) ? trade : trade.turned())
                .filter(trade -> trade.pair().equals(asked))
                .filter(trade -> !trade.ledgerCloseTime().isBefore(from)
                        && trade.ledgerCloseTime().isBefore(to))
                .sorted(Comparator.comparing(Trade::id))
                .toList();
    }

    private static String argument(TradePair asked) {
        return "base: \"" + asked.base().sep11() + "\", counter: \""
                + asked.counter().sep11() + "\"";
    }

    private static String parameter(TradePair asked) {
        return "base=" + asked.base().sep11() + "&counter=" + asked.counter().sep11();
    }

    private void compareVwap(TradePair asked) throws IOException {
        Instant one = edge();
        Instant other = edge();
        Instant from = one.isBefore(other) ? one : other;
        Instant to = one.isBefore(other) ? other : one;
        List<Trade> found = within(asked, from, to);
        withTrades += found.isEmpty() ? 0 : 1;
        BigInteger base =
                sum(found.stream().map(trade -> trade.base().amount().stroops()).toList());
        BigInteger counter = sum(
                found.stream().map(trade -> trade.counter().amount().stroops()).toList());
        String expected = (base.signum() == 0 ? "null" : PlainDecimal.of(divided(counter, base))) + " " + units(base)
                + " " + units(counter) + " " + found.size();

        String window = " " + from + " " + to;
        JsonNode byGraphql = graphql.data("{vwap(" + argument(asked) + ", from: \"" + from + "\", to: \"" + to
                        + "\") {vwap baseVolume counterVolume tradeCount complete audited}}")
                .get("vwap");
        JsonNode byRest = rest.get("/api/v1/vwap?" + parameter(asked) + "&from=" + from + "&to=" + to);

        assertThat(TestApi.members(byGraphql, "vwap", "baseVolume", "counterVolume", "tradeCount"))
                .as("GraphQL " + asked + window)
                .isEqualTo(expected);
        assertThat(TestApi.members(byRest, "vwap", "base_volume", "counter_volume", "trade_count"))
                .as("REST " + asked + window)
                .isEqualTo(expected);
        assertThat(TestApi.members(byGraphql, "complete", "audited"))
                .isEqualTo(TestApi.members(byRest, "complete", "audited"));
    }

    private static BigInteger sum(List<Long> stroops) {
        return stroops.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal divided(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), PlainDecimal.PRECISION);
    }

    private static String units(BigInteger stroops) {
        return PlainDecimal.of(new BigDecimal(stroops, 7));
    }

    private void compareCandles(TradePair asked) throws IOException {
        CandleInterval interval = INTERVALS.get(random.nextInt(INTERVALS.size()));
        Instant one = edge();
        Instant other = edge();
        // Days, weeks and months open before most trades.
        Instant from = (one.isBefore(other) ? one : other).minus(Duration.ofDays(isLong(interval) ? 40 : 0));
        Instant to = one.isBefore(other) ? other : one;
        List<List<Trade>> expected = candles(asked, interval, from, to);
        withTrades += expected.isEmpty() ? 0 : 1;

        JsonNode byGraphql = graphql.data(
                        "{candles(" + argument(asked) + ", interval: \"" + interval.word() + "\", from: \""
                                + from + "\", to: \"" + to
                                + "\", limit: 1000) {openTime open high low close baseVolume counterVolume"
                                + " vwap tradeCount complete audited revision source dustExcluded}}")
                .get("candles");
        JsonNode byRest = rest.get("/api/v1/candles?" + parameter(asked) + "&interval=" + interval.word() + "&from="
                        + from + "&to=" + to + "&limit=1000")
                .get("items");

        String question = asked + " " + interval + " " + from + " " + to;
        assertThat(byGraphql).as("GraphQL " + question).hasSize(expected.size());
        assertThat(byRest).as("REST " + question).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            String row = row(interval, expected.get(i));
            assertThat(TestApi.members(
                            byGraphql.get(i),
                            "openTime",
                            "open",
                            "high",
                            "low",
                            "close",
                            "baseVolume",
                            "counterVolume",
                            "vwap",
                            "tradeCount"))
                    .as("GraphQL " + question)
                    .isEqualTo(row);
            assertThat(TestApi.members(
                            byRest.get(i),
                            "open_time",
                            "open",
                            "high",
                            "low",
                            "close",
                            "base_volume",
                            "counter_volume",
                            "vwap",
                            "trade_count"))
                    .as("REST " + question)
                    .isEqualTo(row);
            assertThat(TestApi.members(byGraphql.get(i), "complete", "audited", "revision", "source", "dustExcluded"))
                    .isEqualTo(TestApi.members(
                            byRest.get(i), "complete", "audited", "revision", "source", "dust_excluded"));
        }
        // UDF has whole seconds.
        if (isWhole(from) && isWhole(to) && from.isBefore(to)) {
            compareUdf(asked, interval, from, to, expected);
        }
    }

    private static boolean isLong(CandleInterval interval) {
        return interval.compareTo(CandleInterval.DAY) >= 0;
    }

    private static boolean isWhole(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Groups trades by the candles that open in a range, also where these reach beyond it. */
    private static List<List<Trade>> candles(TradePair asked, CandleInterval interval, Instant from, Instant to) {
        var candles = new TreeMap<Instant, List<Trade>>();
        for (Trade trade : within(asked, Instant.EPOCH, NOW)) {
            Instant open = interval.start(trade.ledgerCloseTime());
            if (!open.isBefore(from) && open.isBefore(to)) {
                candles.computeIfAbsent(open, _ -> new ArrayList<>()).add(trade);
            }
        }
        return List.copyOf(candles.values());
    }

    private static List<Price> prices(List<Trade> candle) {
        return candle.stream()
                .filter(trade -> Math.min(
                                trade.base().amount().stroops(),
                                trade.counter().amount().stroops())
                        >= RandomTrades.DUST_FLOOR)
                .map(Trade::price)
                .toList();
    }

    private static String row(CandleInterval interval, List<Trade> candle) {
        BigInteger base = sum(
                candle.stream().map(trade -> trade.base().amount().stroops()).toList());
        BigInteger counter = sum(
                candle.stream().map(trade -> trade.counter().amount().stroops()).toList());
        List<Price> prices = prices(candle);
        String four = prices.isEmpty()
                ? "null null null null"
                : String.join(
                        " ",
                        PlainDecimal.of(prices.getFirst()),
                        PlainDecimal.of(
                                prices.stream().max(Comparator.naturalOrder()).orElseThrow()),
                        PlainDecimal.of(
                                prices.stream().min(Comparator.naturalOrder()).orElseThrow()),
                        PlainDecimal.of(prices.getLast()));
        return interval.start(candle.getFirst().ledgerCloseTime()) + " " + four + " " + units(base) + " "
                + units(counter) + " " + (base.signum() == 0 ? "null" : PlainDecimal.of(divided(counter, base))) + " "
                + candle.size();
    }

    private static void compareUdf(
            TradePair asked, CandleInterval interval, Instant from, Instant to, List<List<Trade>> expected)
            throws IOException {
        List<List<Trade>> priced =
                expected.stream().filter(candle -> !prices(candle).isEmpty()).toList();
        JsonNode history = udf.get("/udf/history?symbol=" + asked.base().sep11() + "/"
                + asked.counter().sep11() + "&resolution=" + RESOLUTIONS.get(interval) + "&from="
                + from.getEpochSecond()
                + "&to=" + to.getEpochSecond());

        assertThat(history.path("t").size()).as("UDF " + asked + " " + interval).isEqualTo(priced.size());
        for (int i = 0; i < priced.size(); i++) {
            List<Price> prices = prices(priced.get(i));
            assertThat(history.get("t").get(i).asLong())
                    .isEqualTo(interval.start(priced.get(i).getFirst().ledgerCloseTime())
                            .getEpochSecond());
            assertThat(history.get("o").get(i).asDouble()).isEqualTo(rounded(prices.getFirst()));
            assertThat(history.get("c").get(i).asDouble()).isEqualTo(rounded(prices.getLast()));
            assertThat(history.get("h").get(i).asDouble())
                    .isEqualTo(rounded(
                            prices.stream().max(Comparator.naturalOrder()).orElseThrow()));
            assertThat(history.get("l").get(i).asDouble())
                    .isEqualTo(rounded(
                            prices.stream().min(Comparator.naturalOrder()).orElseThrow()));
        }
    }

    private static double rounded(Price price) {
        return price.decimal(PlainDecimal.PRECISION).doubleValue();
    }
}
