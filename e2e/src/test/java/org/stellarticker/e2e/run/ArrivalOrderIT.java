package org.stellarticker.e2e.run;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.aggregator.CandleBuilder;
import org.stellarticker.aggregator.DirtyMarkets;
import org.stellarticker.aggregator.WindowCalculator;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.e2e.oracle.LegacyMarkets;
import org.stellarticker.e2e.oracle.OracleCandle;
import org.stellarticker.jsongenerator.MarketsJson;
import org.stellarticker.jsongenerator.MarketsVersion;

/**
 * The result of aggregation depends on the set of trades only: not on the order in which they arrive, on the borders of batches,
 * or on kills and restarts between. It is compared with the oracle, which knows the formulas and none of our SQL.
 */
class ArrivalOrderIT {

    private static final Instant START = Instant.parse("2026-03-27T21:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(9);
    private static final Instant END = START.plus(LENGTH);
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-12");
    private static final BigDecimal ORACLE_PRECISION = new BigDecimal("1e-36");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestClock clock = new TestClock(START);
    private final DirtyMarkets dirty = new DirtyMarkets();

    /** Of a program that may be killed and started again. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void clear() {
        database.clear();
        dirty.clear();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyOrderBatchesKillsAndRestartsGiveWhatTheOracleGives(long seed) throws IOException {
        var random = new Random(seed);
        List<Trade> all = new RandomTrades(random).list(1_500, START, LENGTH);
        var arriving = new ArrayList<>(all);
        Collections.shuffle(arriving, random);
        var followed = new MarketsJson();
        var trades = new TradeStore(database.database());
        try (var leadership = database.database().leadership("aggregator")) {
            var windows = new WindowCalculator(database.database(), new MarketStore(), leadership, clock);
            windows.calculateAll();
            for (int from = 0; from < arriving.size(); ) {
                int to = Math.min(arriving.size(), from + 1 + random.nextInt(120));
                // Some come twice.
                List<Trade> batch = arriving.subList(Math.max(0, from - random.nextInt(10)), to);
                database.database().commit(tx -> trades.insert(tx, batch, TradeSource.PAGE));
                from = to;
                step(random, leadership, windows, followed);
            }
            database.execute("update asset set is_valid = true");
            clock.set(END);
            finish(leadership, windows);
        }

        assertCandles(all);
        assertMarkets(all, database.database().snapshot(followed::read).orElseThrow());
        assertMarkets(all, database.database().snapshot(new MarketsJson()::read).orElseThrow());
    }

    private void step(Random random, LeaderElection leadership, WindowCalculator windows, MarketsJson followed) {
        switch (random.nextInt(6)) {
            case 0 -> killWhileCandlesAreMade(leadership, 1 + random.nextInt(100));
            case 1 -> {
                // Killed between candles and windows: the next one knows of no change.
                make(leadership, 1 + random.nextInt(200));
                dirty.clear();
                clock.advance(Duration.ofSeconds(1 + random.nextInt(20_000)));
                windows.calculateAll();
            }
            case 2 -> database.database().snapshot(followed::read);
            default -> {
                make(leadership, 1 + random.nextInt(200));
                clock.advance(Duration.ofMillis(1_000 + random.nextInt(20_000_000)));
                windows.update(dirty);
                dirty.clear();
            }
        }
    }

    private void make(LeaderElection leadership, int most) {
        var candles = new CandleStore();
        dirty.add(database.database().transaction(tx -> {
            leadership.exclusive(tx);
            var taken = candles.take(tx, most);
            candles.make(tx, taken);
            return taken;
        }));
    }

    private static void killWhileCandlesAreMade(LeaderElection leadership, int most) {
        var candles = new CandleStore();
        try {
            database.database().commit(tx -> {
                leadership.exclusive(tx);
                candles.make(tx, candles.take(tx, most));
                throw new Killed();
            });
        } catch (Killed rolledBack) {
            // As by a kill before the commit.
        }
    }

    private void finish(LeaderElection leadership, WindowCalculator windows) {
        var candles = new CandleBuilder(database.database(), new CandleStore(), leadership);
        int marks = 1;
        while (marks > 0) {
            var batch = candles.makeBatch();
            dirty.add(batch);
            marks = batch.marks();
        }
        // Which assets are valid has no event here.
        database.database().commit(tx -> new MarketStore().saveLabels(tx, clock.instant()));
        windows.update(dirty);
    }

    private static void assertCandles(List<Trade> all) {
        StoredCandles.INTERVALS.forEach((table, interval) -> {
            Map<OracleCandle.Key, OracleCandle> expected = OracleCandle.of(all, interval);
            Map<OracleCandle.Key, OracleCandle> found = StoredCandles.of(database.database(), table);
            assertThat(found.keySet()).as(table).isEqualTo(expected.keySet());
            expected.forEach((key, candle) -> assertThat(found.get(key))
                    .as(table + " " + key)
                    .usingRecursiveComparison()
                    // Equal prices may be written differently, as 1/2 and 2/4.
                    .withComparatorForType(Price::compareTo, Price.class)
                    .isEqualTo(candle));
        });
    }

    private static void assertMarkets(List<Trade> all, MarketsVersion version) throws IOException {
        var out = new ByteArrayOutputStream();
        version.writeTo(out);
        JsonNode pairs = new ObjectMapper().readTree(out.toByteArray()).get("pairs");
        Map<String, JsonNode> found = StreamSupport.stream(pairs.spliterator(), false)
                .collect(toMap(pair -> pair.get("name").asText(), Function.identity()));
        var expected = LegacyMarkets.values(all, version.generatedAt(), Asset::code);

        assertThat(version.generatedAt()).isEqualTo(END);
        assertThat(found.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        expected.forEach((name, values) -> values.forEach((member, value) -> assertNear(
                name + " " + member, Objects.requireNonNull(found.get(name)).get(member), value)));
    }

    private static void assertNear(String what, JsonNode found, BigDecimal expected) {
        BigDecimal difference = found.decimalValue().subtract(expected).abs();
        BigDecimal relative = expected.signum() == 0 ? TOLERANCE : TOLERANCE.multiply(expected.abs());
        // The oracle's prices have 40 digits, so the change between two that are nearly equal has few.
        BigDecimal most = what.contains(" change") ? relative.max(ORACLE_PRECISION) : relative;
        assertThat(difference)
                .as(what + ": expected " + expected + ", found " + found)
                .isLessThanOrEqualTo(most);
    }
}
