package org.stellarticker.e2e.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.e2e.golden.Values.assertValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.market.MarketStore;

/** Checks every value of the golden set, in any order of arrival. */
class GoldenIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final TestDatabase otherDatabase = new TestDatabase();

    @BeforeAll
    static void allTradesAreStored() {
        play(database, 1);
    }

    /** After all trades. */
    private static final Instant LATER = Golden.INSTANT.plus(Duration.ofDays(1));

    private static DataPath play(TestDatabase into, int seed) {
        var path = new DataPath(into);
        path.list(Golden.labels());
        path.save(Golden.books());
        path.store(Golden.trades(), new Random(seed), Golden.INSTANT);
        path.aggregate(Golden.INSTANT);
        return path;
    }

    @Test
    void marketsJsonHasEveryValueAsExpected() throws IOException {
        JsonNode found = new ObjectMapper().readTree(new DataPath(database).marketsJson());
        JsonNode expected = Golden.read("markets");

        assertThat(memberNames(found)).isEqualTo(memberNames(expected));
        assertThat(found.get("generated_at")).isEqualTo(expected.get("generated_at"));
        assertThat(found.get("generated_at_rfc3339")).isEqualTo(expected.get("generated_at_rfc3339"));
        assertThat(names(found.get("pairs"))).isEqualTo(names(expected.get("pairs")));
        for (int i = 0; i < expected.get("pairs").size(); i++) {
            assertPair(found.get("pairs").get(i), expected.get("pairs").get(i));
        }
    }

    private static void assertPair(JsonNode found, JsonNode expected) {
        String name = expected.get("name").asText();
        assertThat(memberNames(found)).isEqualTo(memberNames(expected));
        expected.properties().forEach(member -> {
            JsonNode value = found.get(member.getKey());
            switch (member.getKey()) {
                case "name" -> assertThat(value).isEqualTo(member.getValue());
                case "close_time" ->
                    assertThat(value.asText())
                            .as(name)
                            .isEqualTo(Instant.ofEpochSecond(member.getValue().asLong())
                                    .toString());
                default -> {
                    assertThat(value.isNumber())
                            .as(name + " " + member.getKey())
                            .isTrue();
                    assertValue(name + " " + member.getKey(), value(value), value(member.getValue()));
                }
            }
        });
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() throws IOException {
        DataPath other = play(otherDatabase, 2);

        assertThat(other.marketsJson()).isEqualTo(new DataPath(database).marketsJson());
    }

    @ParameterizedTest
    @EnumSource(
            value = CandleInterval.class,
            names = {"MINUTE", "HOUR", "DAY"})
    void candlesHaveEveryValueAsExpected(CandleInterval interval) {
        // The expected values begin two days earlier, in the middle of a day: that day consists of its later hours.
        Instant from = Golden.INSTANT.minus(Duration.ofDays(2));
        var stored = new StoredCandles(database);
        for (JsonNode market : Golden.read("candles_" + interval.word())) {
            String pair =
                    market.get("base").asText() + " / " + market.get("counter").asText();
            List<StoredCandles.Candle> found = new ArrayList<>();
            if (interval == CandleInterval.DAY) {
                stored.list(market, CandleInterval.HOUR, from, dayAfter(from)).stream()
                        .reduce(StoredCandles.Candle::plus)
                        .ifPresent(candle -> found.add(candle.at(dayAfter(from).minus(Duration.ofDays(1)))));
                found.addAll(stored.list(market, CandleInterval.DAY, dayAfter(from), LATER));
            } else {
                found.addAll(stored.list(market, interval, from, LATER));
            }
            assertCandles(pair + " " + interval.word(), found, market.get("candles"));
        }
    }

    private static Instant dayAfter(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    }

    private static void assertCandles(String what, List<StoredCandles.Candle> found, JsonNode expected) {
        assertThat(found).as(what).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode candle = expected.get(i);
            String which = what + " at " + candle.get("open_time").asLong() + " ";
            assertThat(found.get(i).openTime())
                    .as(what)
                    .isEqualTo(Instant.ofEpochSecond(candle.get("open_time").asLong()));
            assertThat(found.get(i).tradeCount())
                    .as(which)
                    .isEqualTo(candle.get("trade_count").asLong());
            assertValue(which + "base_volume", found.get(i).baseVolume(), value(candle.get("base_volume")));
            assertValue(which + "counter_volume", found.get(i).counterVolume(), value(candle.get("counter_volume")));
            assertValue(which + "open", found.get(i).open(), value(candle.get("open")));
            assertValue(which + "high", found.get(i).high(), value(candle.get("high")));
            assertValue(which + "low", found.get(i).low(), value(candle.get("low")));
            assertValue(which + "close", found.get(i).close(), value(candle.get("close")));
        }
    }

    @Test
    void anyWindowHasEveryValueAsExpected() {
        var markets = new MarketStore();
        for (JsonNode expected : Golden.read("vwap")) {
            Instant from = Instant.parse(expected.get("from").asText());
            Instant to = Instant.parse(expected.get("to").asText());
            Volumes found = database.database()
                    .snapshot(tx -> markets.find(tx, pair(expected))
                            .flatMap(market -> markets.computeStats(tx, market, from, to)))
                    .map(stats -> new Volumes(stats.baseVolume(), stats.counterVolume(), stats.tradeCount()))
                    .orElse(Volumes.NONE);
            assertVolumes(expected, found);
        }
    }

    private record Volumes(BigDecimal base, BigDecimal counter, long trades) {
        private static final Volumes NONE = new Volumes(BigDecimal.ZERO, BigDecimal.ZERO, 0);
    }

    private static void assertVolumes(JsonNode expected, Volumes found) {
        String which = expected.toString();
        assertThat(found.trades())
                .as(which)
                .isEqualTo(expected.get("trade_count").asLong());
        assertValue(which, found.base(), value(expected.get("base_volume")));
        assertValue(which, found.counter(), value(expected.get("counter_volume")));
        if (!expected.get("vwap").isNull()) {
            assertValue(
                    which, found.counter().divide(found.base(), MathContext.DECIMAL128), value(expected.get("vwap")));
        }
    }

    private static TradePair pair(JsonNode market) {
        return new TradePair(
                Golden.asset(market.get("base").asText()),
                Golden.asset(market.get("counter").asText()));
    }

    private static List<String> memberNames(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static List<String> names(JsonNode pairs) {
        return StreamSupport.stream(pairs.spliterator(), false)
                .map(pair -> pair.get("name").asText())
                .toList();
    }

    /** Returns a number as written, as a string or not. */
    private static BigDecimal value(JsonNode number) {
        return new BigDecimal(number.asText());
    }
}
