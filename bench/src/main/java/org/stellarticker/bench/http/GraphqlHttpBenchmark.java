package org.stellarticker.bench.http;

import static org.stellarticker.bench.Result.rounded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.MachineLoad;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.http.HttpLoad.Request;

/**
 * GraphQL queries of one market by POST, through nginx, which keeps no answer to a POST. Those of the same market are answered
 * from graphql-server's snapshot, which is shared for a second. The scale counts trades.
 */
public final class GraphqlHttpBenchmark implements Benchmark {

    public static final String NAME = "graphql-http";

    private static final double GOAL = 5_000;
    private static final double GOAL_P99 = 20;
    private static final double GOAL_UNCACHED_P99 = 10;

    private static final int CONNECTIONS = 8;
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

    private static final String STATS = "market_stats";
    private static final String LEGACY = "legacy_market";
    private static final String UNCACHED = "uncached_market_stats";

    @Override
    public Result run(Workbench workbench) throws Exception {
        return ServedApi.measure(workbench, api -> measure(api, workbench.lasting()));
    }

    private static Result measure(ServedApi api, Duration lasting) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("load_before", MachineLoad.averages());
        detail.put("trades", api.history().trades());
        checkAnswers(api);
        var series = new LoadSeries(api);
        series.add(STATS, CONNECTIONS, HEADERS, List.of(post(GraphqlText.marketStats(api.busiest()))));
        series.add(LEGACY, CONNECTIONS, HEADERS, List.of(post(GraphqlText.legacyMarket(api.busiest()))));
        // One connection asks for more markets than it gets answers in the second of a snapshot.
        series.add(
                UNCACHED,
                1,
                HEADERS,
                api.history().pairs().stream()
                        .map(pair -> post(GraphqlText.marketStats(pair)))
                        .toList());
        series.run(lasting);
        checkAnswers(api);
        series.describe(detail);
        detail.put("load_after", MachineLoad.averages());
        double legacyMillis = api.history().legacyMarketMillis(api.busiest());
        detail.put("legacy_market_ms", rounded(legacyMillis));
        return result(series, 1000 / legacyMillis, detail);
    }

    private static Request post(String body) {
        return Request.post("/graphql", body);
    }

    /** A GraphQL answer with errors has the status 200, too. */
    private static void checkAnswers(ServedApi api) throws IOException, InterruptedException {
        JsonNode stats = api.query(GraphqlText.marketStats(api.busiest())).get("marketStats");
        JsonNode legacy = api.query(GraphqlText.legacyMarket(api.busiest())).get("markets");
        if (legacy.size() != 1
                || legacy.get(0).get("tradeCount").asLong()
                        != stats.get("tradeCount").asLong()) {
            throw new IllegalStateException("expected the same market twice, found " + stats + " and " + legacy);
        }
    }

    private static Result result(LoadSeries series, double legacyPerSecond, Map<String, Object> detail) {
        return new Result(
                NAME,
                series.perSecond(STATS),
                "answers/s",
                series.perSecond(STATS),
                rounded(legacyPerSecond),
                "answers/s of the legacy server's SQL for the same market, one after another, without HTTP",
                List.of(
                        Goal.atLeast(GOAL, "marketStats of one market", series.perSecond(STATS), "answers/s"),
                        Goal.atMost(GOAL_P99, "99 % of them", series.p99(STATS), "ms"),
                        Goal.atLeast(GOAL, "markets of one market", series.perSecond(LEGACY), "answers/s"),
                        Goal.atMost(GOAL_P99, "99 % of those", series.p99(LEGACY), "ms"),
                        Goal.atMost(
                                GOAL_UNCACHED_P99,
                                "99 % of marketStats that no snapshot has",
                                series.p99(UNCACHED),
                                "ms"),
                        Goal.atMost(0, "errors", (double) series.errors(), "answers")),
                detail);
    }
}
