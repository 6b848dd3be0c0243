package org.stellarticker.aggregator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.MarketCandleStore;
import org.stellarticker.db.candle.StoredCandle;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/**
 * Streamed trades arrive in any order, pages correct some of them (price, amounts, market, close time), and the aggregator works
 * off some marks, dies, changes the dust floor: candles and windows depend on the trades alone, and no revision has two contents.
 */
class RepairedHistoryIT {

    private static final List<CandleInterval> INTERVALS = List.of(
            CandleInterval.MINUTE,
            CandleInterval.FIVE_MINUTES,
            CandleInterval.HOUR,
            CandleInterval.FOUR_HOURS,
            CandleInterval.DAY,
            CandleInterval.WEEK);
    private static final Duration DAYS = Duration.ofDays(30);
    private static final long[] FLOORS = {1, 999, 1_000, 1_001, 500_000};

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final TestClock clock = new TestClock(NOON.plus(Duration.ofDays(7)));
    private final List<String> answers = new ArrayList<>();
    private final DirtyMarkets dirty = new DirtyMarkets();
    private final MarketCandleStore stored = new MarketCandleStore();
    private final Map<String, TreeMap<Long, StoredCandle>> revisions = new HashMap<>();
    private final Set<TradePair> markets = new HashSet<>();
    private LeaderElection leadership;
    private TradeStore trades;
    private CandleBuilder candles;
    private WindowCalculator windows;
    private Rebuild rebuild;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        leadership = db.database().leadership("aggregator");
        trades = new TradeStore(db.database());
        candles = new CandleBuilder(db.database(), new CandleStore(), leadership);
        windows = new WindowCalculator(db.database(), new MarketStore(), leadership, clock);
        rebuild = new Rebuild(db.database(), leadership, clock, answers::add);
        DustFloor.bind(db.database(), leadership, 1_000);
    }

    @AfterEach
    void giveUpTheLead() {
        leadership.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 10})
    void candlesAndWindowsDependOnTheTradesAlone(long seed) {
        var random = new Random(seed);
        // Over days, or so near to each other that repairs empty candles whose trades come back.
        Duration length = seed % 2 == 1 ? Duration.ofDays(8) : Duration.ofMinutes(12);
        Map<Long, List<Trade>> ledgers = new RandomTrades(random)
                .list(300, NOON, length).stream()
                        .map(Trade::normalised)
                        .collect(groupingBy(RepairedHistoryIT::ledger, TreeMap::new, toList()));
        Map<Long, List<Trade>> pages = pages(random, ledgers);
        Stream.of(ledgers, pages)
                .flatMap(versions -> versions.values().stream())
                .flatMap(List::stream)
                .forEach(trade -> markets.add(trade.pair()));
        var streamed = new ArrayList<Trade>();
        ledgers.values().forEach(streamed::addAll);
        Collections.shuffle(streamed, random);
        var paged = new ArrayList<>(pages.keySet());
        Collections.shuffle(paged, random);
        var arrived = new ArrayList<Trade>();
        var corrected = new TreeSet<Long>();

        for (int i = 0; i < 80; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    var batch = streamed.subList(0, Math.min(streamed.size(), random.nextInt(30)));
                    store(batch, TradeSource.STREAM);
                    arrived.addAll(batch);
                    batch.clear();
                }
                case 2, 3 -> {
                    var batch = paged.subList(0, Math.min(paged.size(), random.nextInt(12)));
                    store(
                            batch.stream()
                                    .flatMap(ledger -> page(pages, ledger).stream())
                                    .toList(),
                            TradeSource.PAGE);
                    corrected.addAll(batch);
                    batch.clear();
                }
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        rebuild.bindFloor(FLOORS[random.nextInt(FLOORS.length)]);
                        noteRevisions();
                    }
                }
                default -> clock.advance(Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 25))));
            }
            dirty.add(candles.makeBatch(1 + random.nextInt(40)));
            noteRevisions();
            clock.advance(Duration.ofSeconds(1));
            if (random.nextInt(10) == 0) {
                // A restart: what changed is not known any more.
                dirty.clear();
                windows.calculateAll();
            } else if (random.nextBoolean()) {
                windows.update(dirty);
                dirty.clear();
            }
            if (random.nextInt(16) == 0) {
                assertAllIsRight(expected(arrived, pages, corrected));
            }
        }
        assertAllIsRight(expected(arrived, pages, corrected));
        assertThat(corrected).hasSizeGreaterThan(30);
    }

    private static long ledger(Trade trade) {
        return trade.id().ledger().value();
    }

    private static List<Trade> page(Map<Long, List<Trade>> pages, Long ledger) {
        return Objects.requireNonNull(pages.get(ledger));
    }

    private void store(List<Trade> batch, TradeSource source) {
        db.database().commit(tx -> trades.insert(tx, List.copyOf(batch), source));
    }

    /** The versions of pages: some as the stream had them, some not. */
    private static Map<Long, List<Trade>> pages(Random random, Map<Long, List<Trade>> ledgers) {
        var pages = new TreeMap<Long, List<Trade>>();
        ledgers.forEach((ledger, streamed) -> {
            // Within a minute's neighbourhood, so that ledgers stay in the order of their times, which are a second
            // apart or more.
            boolean alone = !ledgers.containsKey(ledger + 1);
            Duration later =
                    alone && random.nextInt(3) == 0 ? Duration.ofMillis(1 + random.nextInt(999)) : Duration.ZERO;
            pages.put(
                    ledger,
                    streamed.stream()
                            .map(trade -> corrected(random, trade, later))
                            .toList());
        });
        return pages;
    }

    private static Trade corrected(Random random, Trade trade, Duration later) {
        Price price = random.nextInt(3) == 0 ? new Price(1 + random.nextInt(9), 1 + random.nextInt(9)) : trade.price();
        TradeSide base = trade.base();
        TradeSide counter = trade.counter();
        if (random.nextInt(4) == 0) {
            base = new TradeSide(base.asset(), new Amount(random.nextInt(2_000)), base.party());
        }
        if (random.nextInt(4) == 0 && !base.asset().equals(BTC)) {
            counter = new TradeSide(BTC, counter.amount(), counter.party());
        }
        return new Trade(
                        trade.id(),
                        trade.ledgerCloseTime().plus(later),
                        base,
                        counter,
                        price,
                        trade.baseIsSeller(),
                        trade.poolFee())
                .normalised();
    }

    private static List<Trade> expected(List<Trade> arrived, Map<Long, List<Trade>> pages, Set<Long> corrected) {
        var expected = new ArrayList<>(arrived.stream()
                .filter(trade -> !corrected.contains(ledger(trade)))
                .toList());
        corrected.forEach(ledger -> expected.addAll(page(pages, ledger)));
        return expected;
    }

    private void assertAllIsRight(List<Trade> expected) {
        while (true) {
            var batch = candles.makeBatch(25);
            dirty.add(batch);
            noteRevisions();
            if (batch.marks() == 0) {
                break;
            }
        }
        clock.advance(Duration.ofSeconds(1));
        windows.update(dirty);
        dirty.clear();

        assertThat(db.rows("select count(*) from trade")).containsExactly(Integer.toString(expected.size()));
        Instant asOf = Windows.asOf(db.database());
        assertThat(Windows.stored(db.database())).isEqualTo(Windows.recomputed(expected, asOf));
        assertThat(rebuild.compare()).as(answers.toString()).isZero();
    }

    /** Reads all candles of all markets, of intervals that are stored and that are not. */
    private void noteRevisions() {
        db.database().snapshot(tx -> {
            for (TradePair market : markets) {
                for (CandleInterval interval : INTERVALS) {
                    var range = new CandleRange(interval, NOON.minus(DAYS), NOON.plus(DAYS));
                    stored.listFirst(tx, market, range, Instant.EPOCH, 10_000)
                            .forEach(candle -> note(market + " " + interval, candle));
                }
            }
            return true;
        });
    }

    /** A candle that is seen again has the same content, or a higher revision. */
    private void note(String series, StoredCandle candle) {
        String name = series + " " + candle.openTime();
        var seen = revisions.computeIfAbsent(name, _ -> new TreeMap<>());
        if (!seen.isEmpty()) {
            assertThat(candle.revision()).as(name).isGreaterThanOrEqualTo(seen.lastKey());
        }
        assertThat(candle)
                .isEqualTo(Optional.ofNullable(seen.putIfAbsent(candle.revision(), candle))
                        .orElse(candle));
    }
}
