package org.stellarticker.bench.http;

import static org.stellarticker.bench.Result.rounded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.MachineLoad;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.http.HttpLoad.Request;
import org.stellarticker.core.market.TradePair;

/**
 * REST through nginx: each address as its micro-cache answers it, and as graphql-server does when a request says, by a cookie, that
 * its answer is not for others. The scale counts trades.
 */
public final class RestHttpBenchmark implements Benchmark {

    public static final String NAME = "rest-http";

    private static final double GOAL = 5_000;
    private static final double GOAL_UNCACHED = 1_500;

    private static final int CONNECTIONS = 8;
    private static final int CANDLES = 500;
    private static final int VARIANTS = 200;
    private static final long SEED = 20_251_031;
    private static final long HOUR_MS = 3_600_000;

    private static final List<String> KINDS = List.of("market", "candles", "vwap");

    @Override
    public Result run(Workbench workbench) throws Exception {
        return ServedApi.measure(workbench, api -> measure(api, workbench.lasting()));
    }

    private static Result measure(ServedApi api, Duration lasting) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("load_before", MachineLoad.averages());
        detail.put("trades", api.history().trades());
        var different = Map.of(
                "market",
                api.history().pairs().stream()
                        .limit(VARIANTS)
                        .map(ServedApi::marketPath)
                        .toList(),
                "candles",
                List.of(candles(api.busiest())),
                "vwap",
                vwaps(api.busiest()));
        var series = new LoadSeries(api);
        for (String kind : KINDS) {
            List<String> paths = different.getOrDefault(kind, List.of());
            checkAnswer(kind, api.get(paths.getFirst()));
            series.add(kind, CONNECTIONS, Map.of(), List.of(Request.get(paths.getFirst())));
            series.add(
                    uncached(kind),
                    CONNECTIONS,
                    Map.of("Cookie", "bench=1"),
                    paths.stream().map(Request::get).toList());
        }
        series.run(lasting);
        series.describe(detail);
        detail.put("load_after", MachineLoad.averages());
        double legacyMillis = api.history().legacyMarketMillis(api.busiest());
        detail.put("legacy_market_ms", rounded(legacyMillis));
        return result(series, 1000 / legacyMillis, detail);
    }

    private static String uncached(String kind) {
        return "uncached_" + kind;
    }

    private static String candles(TradePair pair) {
        return "/api/v1/candles?" + market(pair) + "&interval=1m&limit=" + CANDLES;
    }

    /** Returns windows of some hours in the last days, with edges within minutes. */
    private static List<String> vwaps(TradePair pair) {
        var random = new Random(SEED);
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Stream.generate(() -> {
                    Instant to = end.minusMillis(random.nextLong(72 * HOUR_MS));
                    Instant from = to.minusMillis(1 + random.nextLong(72 * HOUR_MS));
                    return "/api/v1/vwap?" + market(pair) + "&from=" + from + "&to=" + to;
                })
                .limit(VARIANTS)
                .toList();
    }

    private static String market(TradePair pair) {
        return "base=" + pair.base().sep11() + "&counter=" + pair.counter().sep11();
    }

    private static void checkAnswer(String kind, JsonNode answer) throws IOException {
        boolean complete = switch (kind) {
            case "candles" -> answer.path("items").size() == CANDLES;
            case "vwap" -> answer.path("vwap").isTextual();
            default -> answer.path("trade_count").asLong() > 0;
        };
        if (!complete) {
            throw new IOException(kind + ": expected values, found " + answer);
        }
    }

    private static Result result(LoadSeries series, double legacyPerSecond, Map<String, Object> detail) {
        var goals = new ArrayList<Goal>();
        for (String kind : KINDS) {
            goals.add(Goal.atLeast(GOAL, kind + ", through the micro-cache", series.perSecond(kind), "answers/s"));
        }
        for (String kind : KINDS) {
            goals.add(Goal.atLeast(GOAL_UNCACHED, kind + ", uncached", series.perSecond(uncached(kind)), "answers/s"));
        }
        goals.add(Goal.atMost(0, "errors", (double) series.errors(), "answers"));
        return new Result(
                NAME,
                series.perSecond("market"),
                "answers/s",
                series.perSecond("market"),
                rounded(legacyPerSecond),
                "answers/s of the legacy server's SQL for the same market, one after another, without HTTP",
                List.copyOf(goals),
                detail);
    }
}
