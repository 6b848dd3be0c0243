package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.marketdata.StoredHistory.END;
import static org.stellarticker.marketdata.StoredHistory.START;

import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.marketdata.window.EdgeNotKept;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.marketdata.window.WindowedMarket;

/** Windows of any length, held against the trades themselves and against each other. */
class MarketVwapsIT {

    private static final int BOARDS = 25;
    private static final int TILINGS_A_BOARD = 400;
    private static final int INSTANTS_A_BOARD = 12;

    private static final TradePair MARKET = TradePair.normalised(XLM, USD);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final MarketVwaps vwaps = new MarketVwaps();
    private List<Trade> trades = List.of();

    @BeforeEach
    void store() {
        db.clear();
        trades = StoredHistory.store(db, 31).of(MARKET);
    }

    private record Interval(Instant from, Instant to) {}

    @Test
    void inTenThousandTilingsThePartsAddUpToTheWhole() {
        var random = new Random(17);
        for (int board = 0; board < BOARDS; board++) {
            TradePair asked = random.nextBoolean() ? MARKET : MARKET.turned();
            Instant[] instants = instants(random);
            Map<Interval, Optional<MarketStats>> answers = answers(asked, instants);
            for (int tiling = 0; tiling < TILINGS_A_BOARD; tiling++) {
                assertTiling(answers, tiling(random, instants));
            }
        }
    }

    private static void assertTiling(Map<Interval, Optional<MarketStats>> answers, List<Instant> borders) {
        Optional<MarketStats> sum = IntStream.range(1, borders.size())
                .boxed()
                .flatMap(i -> answer(answers, borders.get(i - 1), borders.get(i)).stream())
                .reduce(MarketStats::plus);
        Optional<MarketStats> whole = answer(answers, borders.getFirst(), borders.getLast());
        assertThat(sum.isPresent()).as("%s", borders).isEqualTo(whole.isPresent());
        whole.ifPresent(stats -> assertThat(Recomputed.same(sum.orElseThrow(), stats))
                .as("%s: parts %s, whole %s", borders, sum, stats)
                .isTrue());
    }

    private static Optional<MarketStats> answer(
            Map<Interval, Optional<MarketStats>> answers, Instant from, Instant to) {
        return answers.getOrDefault(new Interval(from, to), Optional.empty());
    }

    /** A window between two of the instants, cut at some of those between them. */
    private static List<Instant> tiling(Random random, Instant[] instants) {
        int first = random.nextInt(instants.length - 1);
        int last = first + 1 + random.nextInt(instants.length - first - 1);
        return IntStream.rangeClosed(first, last)
                .filter(i -> i == first || i == last || random.nextBoolean())
                .mapToObj(i -> instants[i])
                .toList();
    }

    /** The answers over all windows between the instants, each held against its trades. */
    private Map<Interval, Optional<MarketStats>> answers(TradePair asked, Instant[] instants) {
        var answers = new HashMap<Interval, Optional<MarketStats>>();
        for (int i = 0; i < instants.length; i++) {
            for (int j = i + 1; j < instants.length; j++) {
                Interval window = new Interval(instants[i], instants[j]);
                Optional<MarketStats> found =
                        over(asked, window.from(), window.to()).traded();
                assertSame(found, window, asked);
                answers.put(window, found);
            }
        }
        return answers;
    }

    private void assertSame(Optional<MarketStats> found, Interval window, TradePair asked) {
        List<Trade> inside = trades.stream()
                .filter(trade -> !trade.ledgerCloseTime().isBefore(window.from())
                        && trade.ledgerCloseTime().isBefore(window.to()))
                .map(trade -> asked.isNormalised() ? trade : trade.turned())
                .toList();
        assertThat(found.isPresent()).as("%s", window).isEqualTo(!inside.isEmpty());
        found.ifPresent(stats -> assertThat(Recomputed.same(stats, Recomputed.stats(inside)))
                .as("%s: found %s, expected %s", window, stats, Recomputed.stats(inside))
                .isTrue());
    }

    /** Some seconds to some days apart, often on the border of a minute, an hour or a day. */
    private static Instant[] instants(Random random) {
        var instants = new TreeSet<Instant>();
        Instant near = START.plusMillis(random.nextLong(StoredHistory.LENGTH.toMillis()));
        while (instants.size() < INSTANTS_A_BOARD) {
            Instant any = random.nextInt(3) == 0
                    ? near.plusMillis(random.nextLong(300_000))
                    : START.plusMillis(random.nextLong(StoredHistory.LENGTH.toMillis()));
            instants.add(
                    switch (random.nextInt(4)) {
                        case 0 -> any.truncatedTo(ChronoUnit.MINUTES);
                        case 1 -> any.truncatedTo(ChronoUnit.HOURS);
                        case 2 -> any.truncatedTo(ChronoUnit.DAYS);
                        default -> any;
                    });
        }
        return instants.toArray(Instant[]::new);
    }

    @Test
    void tradesWhoseCandlesAreStillToBeMadeCount() {
        var random = new Random(18);
        List<Trade> late = new RandomTrades(random)
                .list(60, START, StoredHistory.LENGTH).stream()
                        .map(Trade::normalised)
                        .map(trade -> moved(trade))
                        .toList();
        var store = new TradeStore(db.database());
        db.database().commit(tx -> store.insert(tx, late, TradeSource.REPAIR));
        trades = Stream.concat(
                        trades.stream(),
                        late.stream().filter(trade -> trade.pair().equals(MARKET)))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();

        for (int i = 0; i < 5; i++) {
            answers(MARKET, instants(random));
        }
        assertThat(over(MARKET, START, END).summed()).isTrue();
    }

    /** In a transaction of its own within the same ledger. */
    private static Trade moved(Trade trade) {
        return new Trade(
                new TradeId(trade.id().toid() + (1L << 30), trade.id().index()),
                trade.ledgerCloseTime(),
                trade.base(),
                trade.counter(),
                trade.price(),
                trade.baseIsSeller(),
                trade.poolFee());
    }

    @Test
    void aWindowWithMorePendingMinutesThanCanBeSummedIsNotComplete() {
        List<Trade> late = new RandomTrades(new Random(19))
                .list(2000, START, StoredHistory.LENGTH).stream()
                        .map(Trade::normalised)
                        .map(MarketVwapsIT::moved)
                        .toList();
        var store = new TradeStore(db.database());
        db.database().commit(tx -> store.insert(tx, late, TradeSource.REPAIR));

        WindowedMarket whole = over(MARKET, START, END);

        assertThat(whole.summed()).isFalse();
        assertThat(whole.complete()).isFalse();
        assertThat(whole.audited()).isFalse();
    }

    @Test
    void withoutATradeThereIsNoPrice() {
        WindowedMarket empty = over(MARKET, END.plusSeconds(60), END.plusSeconds(120));
        WindowedMarket neverMet = over(new TradePair(XLM, Asset.issued("NEVER", "G" + "N".repeat(55))), START, END);

        assertThat(empty.vwap()).isEmpty();
        assertThat(empty.traded()).isEmpty();
        assertThat(neverMet.vwap()).isEmpty();
        assertThat(over(MARKET, START, START).traded()).isEmpty();
    }

    @Test
    void theOtherDirectionIsTheInverse() {
        Vwap stored = over(MARKET, START, END).vwap().orElseThrow();
        Vwap turned = over(MARKET.turned(), START, END).vwap().orElseThrow();

        assertThat(turned).isEqualTo(stored.inverse());
        assertThat(turned.decimal(MathContext.DECIMAL64)).isPositive();
    }

    @Test
    void anEdgeOlderThanTheRawTradesMustLieOnTheBorderOfACandle() {
        Instant watermark = Instant.parse("2026-03-29T00:00:00Z");
        WindowedMarket before = over(MARKET, Instant.parse("2026-03-28T10:30:00Z"), END);
        db.database().commit(tx -> new RetentionWatermark().move(tx, watermark, Duration.ofSeconds(5)));
        db.execute("delete from trade where ledger_close_time < '" + watermark + "'");

        assertThat(over(MARKET, Instant.parse("2026-03-28T10:30:00Z"), END).traded())
                .isEqualTo(before.traded());
        assertThat(over(MARKET, watermark.plusSeconds(1), END).traded()).isPresent();
        assertThatExceptionOfType(EdgeNotKept.class)
                .isThrownBy(() -> over(MARKET, Instant.parse("2026-03-28T10:30:40Z"), END))
                .withMessageContaining("expected a border of a 1m candle")
                .satisfies(fault -> assertThat(fault.nearest()).isEqualTo(Instant.parse("2026-03-28T10:31:00Z")))
                .satisfies(fault -> assertThat(fault.edge()).isEqualTo(EdgeNotKept.Edge.FROM));

        db.execute("delete from candle_1m where open_time < '" + watermark + "'");
        assertThatExceptionOfType(EdgeNotKept.class)
                .isThrownBy(() ->
                        over(MARKET, Instant.parse("2026-03-28T00:00:00Z"), Instant.parse("2026-03-28T10:29:00Z")))
                .satisfies(fault -> assertThat(fault.nearest()).isEqualTo(Instant.parse("2026-03-28T10:00:00Z")))
                .satisfies(fault -> assertThat(fault.edge()).isEqualTo(EdgeNotKept.Edge.TO));
        db.execute("delete from candle_1h where open_time < '" + watermark + "'");
        assertThatExceptionOfType(EdgeNotKept.class)
                .isThrownBy(() -> over(MARKET, Instant.parse("2026-03-28T10:00:00Z"), END))
                .satisfies(fault -> assertThat(fault.nearest()).isEqualTo(Instant.parse("2026-03-28T00:00:00Z")));
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsAFault() {
        assertThatThrownBy(() -> over(new TradePair(BTC, USD), END, START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an end not before");
    }

    private WindowedMarket over(TradePair asked, Instant from, Instant to) {
        return db.database().snapshot(tx -> vwaps.over(tx, asked, from, to));
    }
}
