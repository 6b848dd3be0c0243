package org.stellarticker.db.market;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** The statement that computes any window, compared with a recomputation from raw trades. */
class WindowIT {

    /** Across the night on which clocks in Berlin, where tests run, skip an hour. */
    private static final Instant START = Instant.parse("2026-03-27T21:00:00Z");

    private static final Duration LENGTH = Duration.ofHours(75);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static List<Trade> trades = List.of();
    private static Map<TradePair, Integer> ids = Map.of();

    @BeforeAll
    static void storeTrades() {
        assertThat(db.rows("show timezone")).containsExactly("Europe/Berlin");
        var random = new Random(7);
        trades = new RandomTrades(random)
                .list(3000, START, LENGTH).stream().map(Trade::normalised).toList();
        var store = new TradeStore(db.database());
        var candles = new CandleStore();
        db.database().commit(tx -> store.insert(tx, trades, TradeSource.PAGE));
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1_000_000)));
        ids = pairIds();
    }

    @Test
    void everyWindowEqualsARecomputation() {
        var random = new Random(11);
        for (int i = 0; i < 200; i++) {
            Instant one = instant(random);
            Instant other = random.nextInt(3) == 0 ? near(random, one) : instant(random);
            Instant from = one.isBefore(other) ? one : other;
            Instant to = one.isBefore(other) ? other : one;

            assertThat(calculate(from, Optional.of(to), ids.keySet(), random.nextBoolean()))
                    .as("from %s to %s", from, to)
                    .isEqualTo(recomputed(from, Optional.of(to), ids.keySet()));
        }
    }

    @Test
    void aWindowMayHaveNoEnd() {
        var random = new Random(12);
        for (int i = 0; i < 60; i++) {
            Instant from = instant(random);

            assertThat(calculate(from, Optional.empty(), ids.keySet(), true))
                    .as("from %s", from)
                    .isEqualTo(recomputed(from, Optional.empty(), ids.keySet()));
        }
    }

    @Test
    void onlyTheMarketsAskedForAreSnapshot() {
        var random = new Random(13);
        for (int i = 0; i < 60; i++) {
            Instant from = instant(random);
            Set<TradePair> some = new TreeSet<>(Comparator.comparing(TradePair::toString));
            ids.keySet().stream().filter(_ -> random.nextInt(3) == 0).forEach(some::add);

            assertThat(calculate(from, Optional.empty(), some, false))
                    .isEqualTo(recomputed(from, Optional.empty(), some));
        }
    }

    @Test
    void windowsThatMeetAddUpToTheWhole() {
        var random = new Random(14);
        for (int i = 0; i < 40; i++) {
            Instant[] edges = IntStream.range(0, 5)
                    .mapToObj(_ -> instant(random))
                    .sorted()
                    .toArray(Instant[]::new);
            long counted = 0;
            for (int e = 0; e + 1 < edges.length; e++) {
                counted += count(calculate(edges[e], Optional.of(edges[e + 1]), ids.keySet(), true));
            }
            assertThat(counted).isEqualTo(count(calculate(edges[0], Optional.of(edges[4]), ids.keySet(), true)));
        }
    }

    private static long count(Map<TradePair, WindowValues> values) {
        return values.values().stream().mapToLong(WindowValues::tradeCount).sum();
    }

    /** Anywhere in and around the trades, often on the border of a minute, an hour or a day, or next to one. */
    private static Instant instant(Random random) {
        Duration unit = List.of(
                        Duration.ofNanos(1000),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ofDays(1))
                .get(random.nextInt(5));
        long micros = random.nextLong(-3_600_000_000L, LENGTH.toNanos() / 1000 + 3_600_000_000L);
        long unitMicros = unit.toNanos() / 1000;
        long at = START.getEpochSecond() * 1_000_000 + micros;
        long aligned = at / unitMicros * unitMicros + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0);
        return Instant.ofEpochSecond(aligned / 1_000_000, aligned % 1_000_000 * 1000);
    }

    /** Within the same minute, hour or day, more often than not. */
    private static Instant near(Random random, Instant one) {
        long micros = random.nextLong(1L << random.nextInt(1, 37));
        return one.plusNanos(micros * 1000);
    }

    private static Map<TradePair, WindowValues> recomputed(Instant from, Optional<Instant> to, Set<TradePair> pairs) {
        var values = new HashMap<TradePair, WindowValues>();
        for (TradePair pair : pairs) {
            List<Trade> inside = trades.stream()
                    .filter(trade -> trade.pair().equals(pair))
                    .filter(trade -> !trade.ledgerCloseTime().isBefore(from))
                    .filter(trade -> to.isEmpty() || trade.ledgerCloseTime().isBefore(to.get()))
                    .toList();
            if (!inside.isEmpty()) {
                values.put(pair, WindowValues.of(inside));
            }
        }
        return values;
    }

    private static Map<TradePair, WindowValues> calculate(
            Instant from, Optional<Instant> to, Set<TradePair> pairs, boolean byAll) {
        Map<Integer, TradePair> byId = ids.entrySet().stream().collect(toMap(Map.Entry::getValue, Map.Entry::getKey));
        int @Nullable [] named =
                byAll ? null : pairs.stream().mapToInt(ids::get).toArray();
        Object end = to.isPresent() ? to.get() : OffsetDateTime.MAX;
        var values = new HashMap<TradePair, WindowValues>();
        db.database()
                .<List<WindowValues>>snapshot(tx -> tx.listReplanned(
                        byAll ? MarketStore.WINDOW_OF_ALL : MarketStore.WINDOW_OF_SOME,
                        columns -> {
                            var row = WindowValues.read(columns);
                            assertThat(values.put(byId.get(columns.getInt("trade_pair_id")), row))
                                    .isNull();
                            return row;
                        },
                        from,
                        end,
                        named));
        return values;
    }

    private static Map<TradePair, Integer> pairIds() {
        var found = new HashMap<TradePair, Integer>();
        db.database()
                .<List<Integer>>snapshot(tx -> tx.list("""
                select trade_pair_id, b.code as bc, b.issuer as bi, c.code as cc, c.issuer as ci
                from trade_pair
                join asset b on b.asset_id = base_asset_id
                join asset c on c.asset_id = counter_asset_id
                """, columns -> {
                    found.put(
                            new TradePair(AssetRow.asset(columns, "bc", "bi"), AssetRow.asset(columns, "cc", "ci")),
                            columns.getInt(1));
                    return columns.getInt(1);
                }));
        return found;
    }
}
