package org.stellarticker.ingester.horizon.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

@Timeout(60)
class AggregationPageTest {

    private static final Asset BTC = Asset.issued("BTC", "GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU");
    private static final TradePair PAIR = new TradePair(NativeAsset.XLM, BTC);

    private static final String INTERVAL = """
        {"timestamp": "1795003200000", "trade_count": "2", "base_volume": "3.0000000", "counter_volume": "6.0000000",
         "avg": "2.0000000", "high": "2.5", "high_r": {"n": "5", "d": "2"}, "low": "1.5", "low_r": {"n": 3, "d": 2},
         "open": "1.5", "open_r": {"N": 3, "D": 2}, "close": "2.5", "close_r": {"n": "5", "d": "2"}}\
        """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trade_aggregations_top_1m.json",
                "trade_aggregations_top_1h.json",
                "trade_aggregations_reversed_1h.json",
                "java-sdk_trade_aggregations.json"
            })
    void recordedIntervalsAreReadWithoutLoss(String name) {
        List<Aggregation> intervals = AggregationPage.read(Recorded.bytes(name));

        assertThat(intervals).hasSize(Recorded.text(name).split("\"timestamp\"", -1).length - 1);
        assertThat(intervals).allSatisfy(interval -> {
            assertThat(interval.low()).isLessThanOrEqualTo(interval.open()).isLessThanOrEqualTo(interval.close());
            assertThat(interval.high()).isGreaterThanOrEqualTo(interval.open());
            assertThat(interval.baseVolume()).isPositive();
        });
    }

    @Test
    void aRecordedIntervalIsReadToTheLastDigit() {
        assertThat(AggregationPage.read(Recorded.bytes("java-sdk_trade_aggregations.json")))
                .first()
                .satisfies(newest -> {
                    assertThat(newest.openTime()).isEqualTo(Instant.ofEpochMilli(1720431900000L));
                    assertThat(newest.tradeCount()).isEqualTo(14);
                    assertThat(newest.baseVolume()).isEqualTo(new BigDecimal("2032.1649479"));
                    assertThat(newest.counterVolume()).isEqualTo(new BigDecimal("175.4193674"));
                    assertThat(newest.high()).isEqualTo(new Price(5000000, 57862567));
                    assertThat(newest.low()).isEqualTo(new Price(456375714, 5288625969L));
                    assertThat(newest.open()).isEqualTo(new Price(449235042, 5205631007L));
                    assertThat(newest.close()).isEqualTo(new Price(103938461, 1203721052));
                });
    }

    @Test
    void numbersMayBeStringsOrNumbers() {
        assertThat(AggregationPage.read(page(INTERVAL)))
                .containsExactly(new Aggregation(
                        Instant.parse("2026-11-18T12:00:00Z"),
                        2,
                        new BigDecimal("3.0000000"),
                        new BigDecimal("6.0000000"),
                        new Price(3, 2),
                        new Price(5, 2),
                        new Price(3, 2),
                        new Price(5, 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "{}",
                "{\"_embedded\": null}",
                "{\"_embedded\": {}}",
                "{\"_embedded\": {\"records\": {}}}",
                "{\"_embedded\": {\"records\": [",
                "{\"_embedded\": {\"records\": [7]}}",
                "{\"_embedded\": {\"records\": [{}]}}",
            })
    void whatIsNoPageIsAFault(String text) {
        assertThatExceptionOfType(HorizonException.class).isThrownBy(() -> AggregationPage.read(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2\", \"base_volume\"=\"0\", \"base_volume\"",
                "\"3.0000000\"=\"3.00000001\"",
                "\"3.0000000\"=\"-3\"",
                "\"3.0000000\"=\"much\"",
                "\"3.0000000\"=null",
                "\"1795003200000\"=\"yesterday\"",
                "\"high_r\"=\"high_q\"",
                "{\"n\": 3, \"d\": 2}={\"n\": 0, \"d\": 2}",
            })
    void anIntervalThatMakesNoSenseIsAFault(String change) {
        String[] parts = change.split("=", 2);
        String changed = INTERVAL.replace(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(INTERVAL);

        assertThatExceptionOfType(HorizonException.class).isThrownBy(() -> AggregationPage.read(page(changed)));
    }

    @Test
    void aMarketIsAskedForInOurOrientationAndAllIntervalsAtOnce() throws InterruptedException {
        try (var server = new TestHorizon();
                var horizon = horizon(server)) {
            server.serve("/trade_aggregations", answer(200, Map.of(), page(INTERVAL)));

            var from = Instant.parse("2026-11-18T00:00:00Z");
            var answer = horizon.aggregations().tryRead(PAIR, CandleInterval.HOUR, from, from.plus(Duration.ofDays(1)));

            assertThat(answer.find())
                    .hasValueSatisfying(intervals -> assertThat(intervals).hasSize(1));
            assertThat(server.requests())
                    .containsExactly("/trade_aggregations?resolution=3600000&start_time=1794960000000"
                            + "&end_time=1795046400000&order=asc&limit=200&base_asset_type=native"
                            + "&counter_asset_type=credit_alphanum4&counter_asset_code=BTC&counter_asset_issuer="
                            + BTC.issuer());
        }
    }

    @Test
    void intervalsThatWereNotAskedForAreNotTakenForThoseThatWere() throws InterruptedException {
        try (var server = new TestHorizon();
                var horizon = horizon(server)) {
            server.serve("/trade_aggregations", answer(200, Map.of(), page(INTERVAL + "," + INTERVAL)));

            var noon = Instant.parse("2026-11-18T12:00:00Z");
            assertThat(horizon.aggregations().tryRead(PAIR, CandleInterval.HOUR, noon, noon.plus(Duration.ofHours(2))))
                    .isInstanceOf(Result.Failure.class);
            assertThat(horizon.aggregations().tryRead(PAIR, CandleInterval.HOUR, noon.minusSeconds(3600), noon))
                    .isInstanceOf(Result.Failure.class);
        }
    }

    @Test
    void aRefusalOrAnUnknownMarketHoldsUpNothing() throws InterruptedException {
        try (var server = new TestHorizon();
                var horizon = horizon(server)) {
            var noon = Instant.parse("2026-11-18T12:00:00Z");
            for (String error :
                    List.of("error_aggregation_end_before_start.json", "error_aggregation_unknown_asset.json")) {
                int status = error.contains("unknown") ? 404 : 400;
                server.serve("/trade_aggregations", answer(status, Map.of(), Recorded.bytes(error)));

                assertThat(horizon.aggregations()
                                .tryRead(PAIR, CandleInterval.HOUR, noon, noon.plus(Duration.ofHours(1))))
                        .isInstanceOfSatisfying(
                                Result.Failure.class,
                                result -> assertThat(result.reason()).contains(Integer.toString(status)));
            }
        }
    }

    private static Horizon horizon(TestHorizon server) {
        return new Horizon(
                List.of(server.url()),
                RequestBudget.perHour(0),
                Clock.systemUTC(),
                new IngesterMetrics(new SimpleMeterRegistry()));
    }

    private static byte[] page(String records) {
        return ("{\"_links\": {}, \"_embedded\": {\"records\": [" + records + "]}}").getBytes(UTF_8);
    }
}
