package org.stellarticker.db.market;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Windows with the prices without dust, and their venues, held against a recomputation from raw trades. */
class PricedWindowIT {

    private static final Instant START = Instant.parse("2026-03-27T21:00:00Z");
    private static final Duration LENGTH = Duration.ofHours(75);
    private static final String POOL = "0123456789abcdef".repeat(4);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static List<Trade> trades = List.of();

    private final PricedWindowStore windows = new PricedWindowStore();

    @BeforeAll
    static void store() {
        var random = new Random(23);
        trades = new RandomTrades(random)
                .list(2000, START, LENGTH).stream()
                        .map(Trade::normalised)
                        .map(trade -> random.nextInt(3) == 0 ? withPool(trade) : trade)
                        .toList();
        var store = new TradeStore(db.database());
        var candles = new CandleStore();
        db.database().commit(tx -> new DustFloorStore().bind(tx, RandomTrades.DUST_FLOOR));
        db.database().commit(tx -> store.insert(tx, trades, TradeSource.PAGE));
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1_000_000)));
    }

    private static Trade withPool(Trade trade) {
        return new Trade(
                trade.id(),
                trade.ledgerCloseTime(),
                trade.base(),
                new TradeSide(trade.counter().asset(), trade.counter().amount(), new PoolParty(POOL)),
                trade.price(),
                trade.baseIsSeller(),
                OptionalInt.of(30));
    }

    private record Values(BigDecimal base, BigDecimal counter, long count, Optional<List<Price>> prices) {

        static Values of(PricedWindow window) {
            return new Values(
                    window.stats().baseVolume(),
                    window.stats().counterVolume(),
                    window.stats().tradeCount(),
                    window.prices().map(prices -> List.of(prices.open(), prices.high(), prices.low(), prices.close())));
        }

        static Values of(List<Trade> trades) {
            // Of equal prices written differently the database keeps the one of the greater n as high, else the lesser.
            Comparator<Price> byPrice = Comparator.<Price>naturalOrder().thenComparingLong(Price::n);
            List<Price> prices = trades.stream()
                    .filter(trade -> Math.min(
                                    trade.base().amount().stroops(),
                                    trade.counter().amount().stroops())
                            >= RandomTrades.DUST_FLOOR)
                    .map(Trade::price)
                    .toList();
            return new Values(
                    trades.stream()
                            .map(trade -> trade.base().amount())
                            .map(Amount::units)
                            .reduce(BigDecimal.ZERO, BigDecimal::add),
                    trades.stream()
                            .map(trade -> trade.counter().amount())
                            .map(Amount::units)
                            .reduce(BigDecimal.ZERO, BigDecimal::add),
                    trades.size(),
                    prices.isEmpty()
                            ? Optional.empty()
                            : Optional.of(List.of(
                                    prices.getFirst(),
                                    prices.stream().max(byPrice).orElseThrow(),
                                    prices.stream().min(byPrice).orElseThrow(),
                                    prices.getLast())));
        }
    }

    @Test
    void everyWindowHasTheVolumesOfAllTradesAndThePricesOfThoseWithoutDust() {
        var random = new Random(24);
        for (int i = 0; i < 60; i++) {
            Instant from = START.plusMillis(random.nextLong(LENGTH.toMillis()));
            Instant to = from.plusMillis(random.nextLong(LENGTH.toMillis()) >> random.nextInt(20));

            Map<TradePair, Values> found = new HashMap<>();
            db.database()
                    .snapshot(tx -> windows.list(tx, from, Optional.of(to)))
                    .forEach(window -> found.put(window.pair(), Values.of(window)));

            Map<TradePair, Values> expected = new HashMap<>();
            inside(from, to).stream()
                    .collect(groupingBy(Trade::pair))
                    .forEach((pair, members) -> expected.put(pair, Values.of(members)));
            assertThat(found).as("from %s to %s", from, to).isEqualTo(expected);
        }
    }

    @Test
    void someMarketsAreAsAmongAll() {
        Instant from = START.plus(Duration.ofHours(10));
        TradePair one = trades.getFirst().pair();

        List<PricedWindow> all = db.database().snapshot(tx -> windows.list(tx, from, Optional.empty()));
        List<PricedWindow> some = db.database().snapshot(tx -> windows.list(tx, from, Optional.empty(), Set.of(one)));

        assertThat(some)
                .hasSize(1)
                .isEqualTo(
                        all.stream().filter(window -> window.pair().equals(one)).toList());
        assertThat(all).hasSizeGreaterThan(1);
    }

    @Test
    void eachVenueHasItsOwnTradesOnly() {
        Instant from = START.plus(Duration.ofHours(20));
        Instant to = from.plus(Duration.ofHours(24));
        Set<TradePair> some = Set.of(
                trades.getFirst().pair(),
                trades.stream()
                        .map(Trade::pair)
                        .filter(pair -> !pair.equals(trades.getFirst().pair()))
                        .findFirst()
                        .orElseThrow());

        Map<String, Values> found = new HashMap<>();
        db.database()
                .snapshot(tx -> windows.listVenues(tx, from, Optional.of(to), some))
                .forEach(venue ->
                        found.put(venue.pair() + " " + venue.poolId().orElse("book"), Values.of(venue.window())));

        Map<String, Values> expected = new HashMap<>();
        inside(from, to).stream()
                .filter(trade -> some.contains(trade.pair()))
                .collect(groupingBy(trade ->
                        trade.pair() + " " + (trade.counter().party() instanceof PoolParty(String id) ? id : "book")))
                .forEach((venue, members) -> expected.put(venue, Values.of(members)));
        assertThat(found).hasSize(4).isEqualTo(expected);
    }

    private static List<Trade> inside(Instant from, Instant to) {
        return trades.stream()
                .filter(trade -> !trade.ledgerCloseTime().isBefore(from)
                        && trade.ledgerCloseTime().isBefore(to))
                .sorted(Comparator.comparing(Trade::id))
                .toList();
    }
}
