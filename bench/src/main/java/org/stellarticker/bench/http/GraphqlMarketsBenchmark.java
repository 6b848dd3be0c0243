package org.stellarticker.bench.http;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.MachineLoad;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.market.MarketHistory.Legacy;

/**
 * The whole HTTP answer of the legacy query {@code markets}: 24 hours, all pairs, all fields, through nginx, with graphql-server as
 * the product runs it; against the legacy server's SQL alone. The scale counts trades.
 */
public final class GraphqlMarketsBenchmark implements Benchmark {

    public static final String NAME = "graphql-markets";

    /** At a week's trades. With fewer, the query reads less, and the product's work stays the same. */
    private static final double GOAL = 50;

    private static final double TRADES_OF_GOAL = 7_000_000;

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int NEW_SNAPSHOTS = 20;
    private static final long SNAPSHOT_IS_OLD_MS = 1_100;
    private static final int MOST_ANSWERS = 500;
    private static final int OK = 200;

    @Override
    public Result run(Workbench workbench) throws Exception {
        return ServedApi.measure(workbench, api -> measure(api, workbench));
    }

    private static Result measure(ServedApi api, Workbench workbench) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("load_before", MachineLoad.averages());
        detail.put("trades", api.history().trades());
        String query = GraphqlText.allMarkets();
        answers(api, query, WARM_UP);
        List<Double> shared = answers(api, query, workbench.lasting().dividedBy(3));
        List<Double> fresh = new ArrayList<>();
        for (int i = 0; i < NEW_SNAPSHOTS; i++) {
            TimeUnit.MILLISECONDS.sleep(SNAPSHOT_IS_OLD_MS);
            fresh.add(answer(api, query));
        }
        detail.put("load_after", MachineLoad.averages());
        Legacy legacy = api.history().compareMarkets(api.query(query).get("markets"));
        double answer = Medians.median(shared, Double::doubleValue);
        double newSnapshot = Medians.median(fresh, Double::doubleValue);
        detail.put("values_compared", legacy.valuesCompared());
        detail.put("bytes", api.post(query).body().length);
        detail.put("answers", shared.size());
        detail.put("answer_ms", rounded(answer));
        detail.put("answer_with_new_snapshot_ms", rounded(newSnapshot));
        detail.put("query_ms", rounded(legacy.milliseconds()));
        return result(legacy.milliseconds(), answer, newSnapshot, workbench.scale() / TRADES_OF_GOAL, detail);
    }

    private static Result result(
            double query, double answer, double newSnapshot, double share, Map<String, Object> detail) {
        return new Result(
                NAME,
                rounded(query / answer),
                "x",
                rounded(answer),
                rounded(query),
                "ms of the legacy server's SQL alone, against ms of the whole HTTP answer",
                List.of(
                        Goal.atLeast(rounded(GOAL * share), "of the shared snapshot", rounded(query / answer), "x"),
                        Goal.atLeast(
                                rounded(GOAL * share), "that reads a snapshot", rounded(query / newSnapshot), "x")),
                detail);
    }

    /** Returns the milliseconds of answers, one after another. */
    private static List<Double> answers(ServedApi api, String query, Duration time)
            throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos() && took.size() < MOST_ANSWERS) {
            took.add(answer(api, query));
        }
        return took;
    }

    private static double answer(ServedApi api, String query) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer = api.post(query);
        double took = (System.nanoTime() - begin) / 1e6;
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("markets: status " + answer.statusCode());
        }
        return took;
    }
}
