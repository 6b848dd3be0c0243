package org.stellarticker.bench.http;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.http.HttpLoad.Measured;
import org.stellarticker.bench.http.HttpLoad.Request;

/** Several kinds of requests, each measured several times in turn, and described by medians. */
final class LoadSeries {

    private static final Logger log = LoggerFactory.getLogger(LoadSeries.class);

    /** Odd, so that the median is a run's own value. */
    private static final int RUNS = 3;

    /** The compiler of the server is warm by then: it sees each kind of request for that long. */
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private record Kind(HttpLoad load, List<Request> requests, List<Measured> runs) {}

    private final ServedApi api;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    LoadSeries(ServedApi api) {
        this.api = api;
    }

    /**
     * Adds a kind of requests.
     *
     * @param name in {@code detail}
     * @param headers of every request
     */
    void add(String name, int connections, Map<String, String> headers, List<Request> requests) {
        var load = new HttpLoad(api.folder(), api.address("/"), connections, headers);
        kinds.put(name, new Kind(load, requests, new ArrayList<>()));
    }

    /**
     * Measures all kinds.
     *
     * @param lasting of all together, without the warm-up
     */
    void run(Duration lasting) throws IOException, InterruptedException {
        Duration each = lasting.dividedBy((long) RUNS * kinds.size());
        Duration time = each.compareTo(SHORTEST) < 0 ? SHORTEST : each;
        for (Kind kind : kinds.values()) {
            kind.load().run(kind.requests(), WARM_UP);
        }
        for (int run = 0; run < RUNS; run++) {
            for (var kind : kinds.entrySet()) {
                api.check();
                Measured measured = kind.getValue().load().run(kind.getValue().requests(), time);
                kind.getValue().runs().add(measured);
                log.info("{}: {}/s, p99 {} ms", kind.getKey(), Math.round(measured.perSecond()), measured.p99());
            }
        }
    }

    /** Returns the median of a kind's answers a second. */
    double perSecond(String kind) {
        return Math.rint(Medians.median(runs(kind), Measured::perSecond));
    }

    /** Returns the median of a kind's 99th percentiles, in milliseconds. */
    double p99(String kind) {
        return rounded(Medians.median(runs(kind), Measured::p99));
    }

    /** Returns the number of refused and broken answers of all kinds. */
    long errors() {
        return kinds.values().stream()
                .flatMap(kind -> kind.runs().stream())
                .mapToLong(Measured::errors)
                .sum();
    }

    /** Adds the values of all kinds. */
    void describe(Map<String, Object> detail) {
        for (String kind : kinds.keySet()) {
            detail.put(kind + "_per_second", perSecond(kind));
            detail.put(kind + "_p50_ms", rounded(Medians.median(runs(kind), Measured::p50)));
            detail.put(kind + "_p99_ms", p99(kind));
        }
    }

    private List<Measured> runs(String kind) {
        Kind found = kinds.get(kind);
        if (found == null) {
            throw new IllegalArgumentException("expected one of " + kinds.keySet() + ", found " + kind);
        }
        return found.runs();
    }
}
