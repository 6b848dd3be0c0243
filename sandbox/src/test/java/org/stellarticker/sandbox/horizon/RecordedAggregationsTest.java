package org.stellarticker.sandbox.horizon;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.sandbox.horizon.RecordedHorizon.Recorded;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.LedgerTrade;

/** A real Horizon's candles, recomputed from the trades of three markets that are recorded beside them. */
class RecordedAggregationsTest {

    private static final long MINUTE = 60_000;

    private static RunningSandbox sandbox;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Set<String> leftOut = new HashSet<>();
        for (String market : List.of("top", "poolonly", "bookonly")) {
            leftOut.addAll(leftOut(market, market + "_1m", MINUTE, "counter_volume"));
        }
        leftOut.addAll(leftOut("top", "reversed_1h", 60 * MINUTE, "base_volume"));
        assertThat(leftOut).as("the recording shows such trades").isNotEmpty();
        sandbox = new RunningSandbox(
                folder,
                RecordedHorizon.history().stream()
                        .map(ledger -> withSlippage(ledger, leftOut))
                        .toList(),
                Duration.ofSeconds(1));
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"top_1m", "top_15m", "poolonly_1m", "poolonly_15m", "poolonly_1h", "bookonly_1m", "bookonly_15m"
            })
    void everyFullyRecordedIntervalIsAsHorizonsAnswer(String name) throws Exception {
        JsonNode ours = ask(name);
        JsonNode theirs = aggregations(name);
        String market = name.substring(0, name.indexOf('_'));

        assertThat(covered(ours, market)).isEqualTo(covered(theirs, market)).isNotEmpty();
        assertThat(ours.get("_links")).isEqualTo(theirs.get("_links"));
    }

    /** In descending order Horizon's database sums up minutes in no certain order, so that its last price is any's. */
    @Test
    void theOtherOrientationIsAsHorizonsAnswerButForTheCloseOfADescendingPage() throws Exception {
        List<JsonNode> ours = covered(ask("reversed_1h"), "top");
        List<JsonNode> theirs = covered(aggregations("reversed_1h"), "top");

        assertThat(ours).isNotEmpty();
        assertThat(withoutClose(ours)).isEqualTo(withoutClose(theirs));
        assertThat(ours.getFirst().get("close")).isEqualTo(theirs.getFirst().get("close"));
    }

    private static JsonNode ask(String name) throws Exception {
        Recorded recorded = RecordedHorizon.get("trade_aggregations_" + name + ".json");
        return RecordedHorizon.json(RawHttp.exchange(sandbox.port(), recorded.line(), "Accept: application/json")
                .body());
    }

    private static List<JsonNode> withoutClose(List<JsonNode> buckets) {
        return buckets.stream()
                .map(bucket -> ((ObjectNode) bucket.deepCopy()).without("close_r"))
                .map(JsonNode.class::cast)
                .toList();
    }

    /** Intervals that begin after the oldest of the newest 200 trades: all that was traded in them is recorded. */
    private static List<JsonNode> covered(JsonNode page, String market) {
        List<JsonNode> buckets = new ArrayList<>();
        long oldest = millis(trades(market).getLast());
        for (JsonNode bucket : page.at("/_embedded/records")) {
            if (bucket.get("timestamp").asLong() > oldest) {
                buckets.add(bucket);
            }
        }
        return buckets;
    }

    /**
     * The pool trades that Horizon left out because of their rounding: no answer marks them, but an interval of such a
     * market lacks exactly their lumens, or is missing when there were no others.
     */
    private static Set<String> leftOut(String market, String page, long resolution, String lumens) {
        Map<Long, List<JsonNode>> trades = trades(market).stream()
                .collect(groupingBy(trade -> Math.floorDiv(millis(trade), resolution) * resolution));
        Map<Long, JsonNode> buckets = new TreeMap<>();
        covered(aggregations(page), market)
                .forEach(bucket -> buckets.put(bucket.get("timestamp").asLong(), bucket));
        long first = Collections.min(buckets.keySet());
        long last = Collections.max(buckets.keySet());

        Set<String> leftOut = new HashSet<>();
        trades.forEach((start, all) -> {
            JsonNode bucket = buckets.get(start);
            if (start < first
                    || start > last
                    || (bucket != null && bucket.get("trade_count").asInt() == all.size())) {
                return;
            }
            BigDecimal lacking = sum(all).subtract(bucket == null ? BigDecimal.ZERO : decimal(bucket, lumens));
            all.stream()
                    .filter(trade -> trade.get("trade_type").asText().equals("liquidity_pool"))
                    .filter(trade -> decimal(trade, "counter_amount").compareTo(lacking) == 0)
                    .forEach(trade -> leftOut.add(trade.get("id").asText()));
        });
        return leftOut;
    }

    private static JsonNode aggregations(String page) {
        return RecordedHorizon.json(
                RecordedHorizon.get("trade_aggregations_" + page + ".json").body());
    }

    private static BigDecimal sum(List<JsonNode> trades) {
        return trades.stream().map(trade -> decimal(trade, "counter_amount")).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal decimal(JsonNode record, String name) {
        return new BigDecimal(record.get(name).asText());
    }

    private static List<JsonNode> trades(String market) {
        List<JsonNode> trades = new ArrayList<>();
        RecordedHorizon.json(RecordedHorizon.get("trades_pair_" + market + "_newest_200.json")
                        .body())
                .at("/_embedded/records")
                .forEach(trades::add);
        return trades;
    }

    private static long millis(JsonNode trade) {
        return Instant.parse(trade.get("ledger_close_time").asText()).toEpochMilli();
    }

    private static ClosedLedger withSlippage(ClosedLedger ledger, Set<String> leftOut) {
        List<LedgerTrade> trades = ledger.trades().stream()
                .map(trade -> leftOut.contains(trade.trade().id().toString())
                        ? new LedgerTrade(trade.trade(), OptionalInt.of(1_000))
                        : trade)
                .toList();
        return new ClosedLedger(ledger.sequence(), ledger.closedAt(), trades);
    }
}
