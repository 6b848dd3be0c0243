package org.stellarticker.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.OrderBookState.Level;
import org.stellarticker.sandbox.network.PoolState;

/** What is traded in the simulated market, and what its books and pools show. */
class MarketTradesTest {

    /** Below, rounding to whole stroops shows. */
    private static final long DUST = 1_000;

    private static SimulatedMarket market;
    private static List<Trade> trades;

    @BeforeAll
    static void play(@TempDir Path folder) throws IOException {
        market = PlayedMarket.open(folder, 11, 60_000);
        PlayedMarket.live(market, 300);
        trades = PlayedMarket.trades(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        market.close();
    }

    @Test
    void dozensOfMarketsTradeAFewOfThemMuch() {
        Map<TradePair, Long> counts =
                trades.stream().collect(Collectors.groupingBy(Trade::pair, Collectors.counting()));

        assertThat(counts).hasSizeBetween(60, 100);
        List<Long> busiest =
                counts.values().stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(busiest.getFirst()).isGreaterThan(10 * busiest.get(busiest.size() / 2));
        assertThat(busiest.getLast()).isPositive();
    }

    @Test
    void pricesAreConsistentAcrossMarkets() {
        Map<TradePair, Double> prices = lastHour();
        int triangles = 0;
        for (TradePair one : prices.keySet()) {
            for (TradePair other : prices.keySet()) {
                if (!one.counter().equals(other.base()) || one.base().equals(other.counter())) {
                    continue;
                }
                Double straight = prices.get(new TradePair(one.base(), other.counter()));
                if (straight != null) {
                    double around = prices.get(one) * prices.get(other);
                    assertThat(around / straight).as(one + " " + other).isBetween(0.98, 1.02);
                    triangles++;
                }
            }
        }
        assertThat(triangles).isGreaterThan(60);
    }

    /** What was paid on the average, by market and direction. */
    private static Map<TradePair, Double> lastHour() {
        Map<TradePair, double[]> sums = new LinkedHashMap<>();
        for (Trade trade : trades) {
            boolean recent =
                    PlayedMarket.age(trade, trades.getLast().ledgerCloseTime()).compareTo(Duration.ofHours(1)) < 0;
            if (recent && isMoreThanDust(trade)) {
                double[] sum = sums.computeIfAbsent(trade.pair(), pair -> new double[2]);
                sum[0] += trade.base().amount().stroops();
                sum[1] += trade.counter().amount().stroops();
            }
        }
        Map<TradePair, Double> prices = new HashMap<>();
        sums.forEach((pair, sum) -> {
            prices.put(pair, sum[1] / sum[0]);
            prices.put(new TradePair(/* base= */ pair.counter(), /* counter= */ pair.base()), sum[0] / sum[1]);
        });
        return prices;
    }

    private static boolean isMoreThanDust(Trade trade) {
        return trade.base().amount().stroops() >= DUST
                && trade.counter().amount().stroops() >= DUST;
    }

    private static double price(Trade trade) {
        return (double) trade.price().n() / trade.price().d();
    }

    @Test
    void booksAgreeWithTheNewestTradesAndAreNotCrossed() {
        Map<TradePair, Trade> last = new HashMap<>();
        trades.stream()
                .filter(MarketTradesTest::isMoreThanDust)
                .filter(trade -> isOfTheLast(Duration.ofMinutes(2), trade))
                .forEach(trade -> last.put(trade.pair(), trade));
        int books = 0;
        for (Trade trade : last.values()) {
            OrderBookState book = market.state()
                    .orderBook(trade.base().asset(), trade.counter().asset());
            assertSorted(book);
            if (!book.bids().isEmpty() && !book.asks().isEmpty()) {
                double bid = price(book.bids().getFirst());
                double ask = price(book.asks().getFirst());
                assertThat(bid).isLessThan(ask);
                // Books have moved on since; and a pool may give as much less as its fee is.
                double room = trade.type() == TradeType.LIQUIDITY_POOL ? 0.008 : 0.003;
                assertThat(price(trade))
                        .as(trade + " in " + bid + " " + ask)
                        .isBetween(bid * (1 - room), ask * (1 + room));
                assertThat(book.bids()).hasSizeBetween(20, 60);
                assertThat(book.asks()).hasSizeBetween(20, 60);
                books++;
            }
        }
        assertThat(books).isGreaterThan(40);
    }

    private static boolean isOfTheLast(Duration time, Trade trade) {
        return PlayedMarket.age(trade, trades.getLast().ledgerCloseTime()).compareTo(time) < 0;
    }

    @Test
    void booksAllowNoArbitrageInACycle() {
        Map<TradePair, Double> sold = new HashMap<>();
        for (TradePair pair : trades.stream().map(Trade::pair).distinct().toList()) {
            OrderBookState book = market.state().orderBook(pair.base(), pair.counter());
            book.bids().stream().findFirst().ifPresent(bid -> sold.put(pair, price(bid)));
            book.asks().stream()
                    .findFirst()
                    .ifPresent(ask -> sold.put(
                            new TradePair(/* base= */ pair.counter(), /* counter= */ pair.base()), 1 / price(ask)));
        }
        int circles = 0;
        for (var first : sold.entrySet()) {
            for (var second : sold.entrySet()) {
                Asset from = first.getKey().base();
                Asset over = second.getKey().counter();
                if (!first.getKey().counter().equals(second.getKey().base()) || from.equals(over)) {
                    continue;
                }
                Double back = sold.get(new TradePair(/* base= */ over, /* counter= */ from));
                if (back != null) {
                    assertThat(first.getValue() * second.getValue() * back)
                            .as(first + " " + second)
                            .isLessThan(1.0005);
                    circles++;
                }
            }
        }
        assertThat(circles).isGreaterThan(60);
    }

    /** As the ticker's files have it: all books of two codes as one. */
    @Test
    void booksOfTheSameCodesDoNotCross() {
        Map<String, double[]> best = new HashMap<>();
        for (TradePair pair : trades.stream()
                .map(Trade::normalised)
                .map(Trade::pair)
                .distinct()
                .toList()) {
            OrderBookState book = market.state().orderBook(pair.base(), pair.counter());
            double[] found = best.computeIfAbsent(
                    pair.base().code() + "_" + pair.counter().code(), name -> new double[] {0, Double.MAX_VALUE});
            book.bids().stream().findFirst().ifPresent(bid -> found[0] = Math.max(found[0], price(bid)));
            book.asks().stream().findFirst().ifPresent(ask -> found[1] = Math.min(found[1], price(ask)));
        }

        assertThat(best)
                .hasSizeGreaterThan(60)
                .allSatisfy((name, prices) -> assertThat(prices[0]).as(name).isLessThan(prices[1]));
    }

    @Test
    void spreadsDifferByMarketAndMove(@TempDir Path folder) throws IOException {
        try (var moving = PlayedMarket.open(folder, 11, 1_000)) {
            assertSpreadsDifferAndMove(moving);
        }
    }

    private static void assertSpreadsDifferAndMove(SimulatedMarket moving) throws IOException {
        Map<TradePair, Double> before = spreads(moving);
        double busiest = Objects.requireNonNull(before.get(pair("XLM", "USDC")));
        List<Double> sorted = before.values().stream().sorted().toList();

        assertThat(busiest).isBetween(0.0002, 0.0015);
        assertThat(sorted.getFirst()).isLessThan(0.002);
        assertThat(sorted.get(sorted.size() / 2)).isBetween(0.004, 0.03);
        assertThat(sorted.getLast()).isBetween(0.015, 0.07);
        assertThat(before.values().stream()
                        .map(spread -> Math.round(spread * 1e5))
                        .distinct())
                .hasSizeGreaterThan(before.size() * 3 / 4);

        PlayedMarket.live(moving, 90);

        Map<TradePair, Double> after = spreads(moving);
        assertThat(before)
                .allSatisfy((pair, spread) -> assertThat(after.get(pair)).isNotEqualTo(spread));
        assertThat(after.get(pair("XLM", "USDC"))).isBetween(busiest / 3, busiest * 3);
    }

    /** The busiest market of two codes. */
    private static TradePair pair(String base, String counter) {
        return trades.stream()
                .map(Trade::normalised)
                .map(Trade::pair)
                .filter(pair ->
                        pair.base().code().equals(base) && pair.counter().code().equals(counter))
                .collect(Collectors.groupingBy(found -> found, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** Of the books with two sides, as a part of the best ask. */
    private static Map<TradePair, Double> spreads(SimulatedMarket market) {
        Map<TradePair, Double> spreads = new HashMap<>();
        for (TradePair pair : trades.stream()
                .map(Trade::normalised)
                .map(Trade::pair)
                .distinct()
                .toList()) {
            OrderBookState book = market.state().orderBook(pair.base(), pair.counter());
            if (!book.bids().isEmpty() && !book.asks().isEmpty()) {
                double ask = price(book.asks().getFirst());
                spreads.put(pair, (ask - price(book.bids().getFirst())) / ask);
            }
        }
        return spreads;
    }

    /** What the ticker's files show of 24 hours, dust included. */
    @Test
    void noHighAndNoLowOfADayIsAbsurd() {
        Map<TradePair, List<Double>> prices = trades.stream()
                .filter(trade -> isOfTheLast(Duration.ofDays(1), trade))
                .filter(trade -> !isNeverListed(trade.base().asset())
                        && !isNeverListed(trade.counter().asset()))
                .collect(Collectors.groupingBy(
                        Trade::pair, Collectors.mapping(MarketTradesTest::price, Collectors.toList())));

        assertThat(prices).hasSizeGreaterThan(60).allSatisfy((pair, ofPair) -> {
            List<Double> sorted = ofPair.stream().sorted().toList();
            double median = sorted.get(sorted.size() / 2);
            assertThat(sorted.getLast() / median).as("high of " + pair).isLessThan(1.3);
            assertThat(sorted.getFirst() / median).as("low of " + pair).isGreaterThan(0.7);
        });
    }

    /** Too few accounts hold it. */
    private static boolean isNeverListed(Asset asset) {
        return market.state().assets().stream().anyMatch(state -> state.asset().equals(asset) && state.accounts() < 10);
    }

    @Test
    void theBusiestMarketsPriceDoesNotJumpFromTradeToTrade() {
        TradePair busiest = pair("XLM", "USDC");
        List<Double> prices = trades.stream()
                .filter(trade -> isOfTheLast(Duration.ofHours(1), trade))
                .map(Trade::normalised)
                .filter(trade -> trade.pair().equals(busiest))
                .map(MarketTradesTest::price)
                .toList();
        int jumps = 0;
        for (int i = 1; i < prices.size(); i++) {
            jumps += Math.abs(prices.get(i) / prices.get(i - 1) - 1) > 0.002 ? 1 : 0;
        }

        assertThat(prices).hasSizeGreaterThan(100);
        assertThat(jumps).isLessThan(prices.size() / 8);
    }

    private static double price(Level level) {
        return (double) level.price().n() / level.price().d();
    }

    private static void assertSorted(OrderBookState book) {
        assertThat(book.asks().stream().map(Level::price).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(book.bids().reversed().stream().map(Level::price).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(book.asks()).allMatch(level -> level.amount() > 0);
        assertThat(book.bids()).allMatch(level -> level.amount() > 0);
    }

    @Test
    void booksCanBeSeenFromBothSidesAndSomeAreOneSidedOrEmpty() {
        List<OrderBookState> books = trades.stream()
                .map(Trade::pair)
                .distinct()
                .map(pair -> {
                    OrderBookState book = market.state().orderBook(pair.base(), pair.counter());
                    assertThat(market.state().orderBook(pair.counter(), pair.base()))
                            .isEqualTo(book.turned());
                    return book;
                })
                .toList();

        assertThat(books).anyMatch(book -> book.bids().isEmpty() && !book.asks().isEmpty());
        assertThat(books).anyMatch(book -> !book.bids().isEmpty() && book.asks().isEmpty());
        assertThat(books).contains(OrderBookState.EMPTY);
    }

    @Test
    void aPoolsPriceIsExactlyTheRatioOfTheStroops() {
        assertThat(poolTrades()).hasSizeGreaterThan(10_000).allSatisfy(trade -> {
            assertThat(trade.price().n()).isEqualTo(trade.counter().amount().stroops());
            assertThat(trade.price().d()).isEqualTo(trade.base().amount().stroops());
            assertThat(trade.poolFee()).hasValue(30);
        });
    }

    private static List<Trade> poolTrades() {
        return trades.stream()
                .filter(trade -> trade.type() == TradeType.LIQUIDITY_POOL)
                .toList();
    }

    /** From what the pools hold now, back through all trades. */
    @Test
    void poolsFollowTheirTradesAndNeverLose() {
        Map<String, Map<Asset, BigInteger>> pools = new HashMap<>();
        for (PoolState pool : market.state().pools()) {
            Map<Asset, BigInteger> held = new HashMap<>();
            pool.reserves().forEach(reserve -> held.put(reserve.asset(), BigInteger.valueOf(reserve.amount())));
            pools.put(pool.id().toString(), held);
        }
        assertThat(pools).hasSizeGreaterThan(30);
        for (Trade trade : poolTrades().reversed()) {
            Map<Asset, BigInteger> held =
                    Objects.requireNonNull(pools.get(poolOf(trade).orElseThrow()));
            BigInteger after = product(held);
            held.merge(maker(trade).asset(), stroops(maker(trade)), BigInteger::add);
            held.merge(taker(trade).asset(), stroops(taker(trade)).negate(), BigInteger::add);
            assertThat(product(held)).isLessThanOrEqualTo(after);
            assertThat(maker(trade).party()).isInstanceOf(PoolParty.class);
        }
    }

    private static BigInteger product(Map<Asset, BigInteger> held) {
        return held.values().stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static BigInteger stroops(TradeSide side) {
        return BigInteger.valueOf(side.amount().stroops());
    }

    private static Optional<String> poolOf(Trade trade) {
        return trade.base().party() instanceof PoolParty(String base)
                ? Optional.of(base)
                : trade.counter().party() instanceof PoolParty(String counter)
                        ? Optional.of(counter)
                        : Optional.empty();
    }

    @Test
    void pathPaymentsGiveAtEachHopWhatTheOneBeforeGot() {
        int paths = 0;
        boolean gaps = false;
        for (List<Trade> operation : operations()) {
            if (operation.stream().map(Trade::pair).distinct().count() > 1) {
                paths++;
                for (int i = 1; i < operation.size(); i++) {
                    TradeSide got = maker(operation.get(i - 1));
                    TradeSide given = taker(operation.get(i));
                    assertThat(given.asset()).isEqualTo(got.asset());
                    assertThat(given.amount()).isEqualTo(got.amount());
                    gaps |= operation.get(i).id().index()
                            > operation.get(i - 1).id().index() + 1;
                }
            }
        }
        assertThat(paths).isGreaterThan(1_000);
        assertThat(gaps).isTrue();
    }

    private static List<List<Trade>> operations() {
        Map<Long, List<Trade>> operations = new LinkedHashMap<>();
        trades.forEach(trade -> operations
                .computeIfAbsent(trade.id().toid(), toid -> new ArrayList<>())
                .add(trade));
        return List.copyOf(operations.values());
    }

    private static TradeSide maker(Trade trade) {
        return trade.baseIsSeller() ? trade.base() : trade.counter();
    }

    private static TradeSide taker(Trade trade) {
        return trade.baseIsSeller() ? trade.counter() : trade.base();
    }

    @Test
    void thereIsDust() {
        assertThat(trades)
                .anyMatch(trade -> trade.type() == TradeType.LIQUIDITY_POOL
                        && !isMoreThanDust(trade)
                        && !isNeverListed(trade.base().asset())
                        && !isNeverListed(trade.counter().asset()));
        assertThat(trades)
                .anyMatch(trade -> trade.type() == TradeType.LIQUIDITY_POOL
                        && Math.max(trade.price().n(), trade.price().d()) <= 15
                        && trade.base().amount().stroops() <= 15);
        assertThat(trades)
                .anyMatch(trade -> trade.type() == TradeType.ORDERBOOK
                        && (trade.base().amount().stroops() == 0
                                || trade.counter().amount().stroops() == 0));
        assertThat(trades)
                .noneMatch(trade -> trade.base().amount().stroops() == 0
                        && trade.counter().amount().stroops() == 0);
        assertThat(trades.stream().filter(trade -> !isMoreThanDust(trade)).count())
                .isLessThan(trades.size() / 20);
    }

    @Test
    void whoTakesAnOfferHasASyntheticOfferId() {
        assertThat(trades).allSatisfy(trade -> {
            var taker = (OfferParty) taker(trade).party();
            assertThat(taker.offerId()).hasValue((1L << 62) + trade.id().toid());
        });
    }

    @Test
    void someLedgersHoldSeveralTradesOfSeveralTransactions() {
        Map<Long, Set<Long>> transactions = new HashMap<>();
        trades.forEach(trade -> transactions
                .computeIfAbsent(trade.id().ledger().value(), ledger -> new HashSet<>())
                .add(trade.id().toid() >>> 12));

        assertThat(transactions.values()).anyMatch(ofALedger -> ofALedger.size() > 5);
    }
}
