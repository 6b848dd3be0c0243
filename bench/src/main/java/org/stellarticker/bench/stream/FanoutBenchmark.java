package org.stellarticker.bench.stream;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;
import org.stellarticker.db.Database;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/**
 * The time from the storing of a trade to its arrival at each of 10,000 subscribers of server-sent events behind nginx, one
 * trade a second. The clients, which run on the same machine, take a part of it.
 */
public final class FanoutBenchmark implements Benchmark {

    public static final String NAME = "fanout";

    private static final Logger log = LoggerFactory.getLogger(FanoutBenchmark.class);

    private static final int SUBSCRIBERS = 10_000;
    private static final double GOAL_P99 = 1_000;
    private static final double GOAL_MIB = 512;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int AT_ONCE = 50;

    /** A client that polls once a second has a trade that late at the latest, if the answer took no time. */
    private static final double POLLING = 1_000;

    private static final int TRADES_A_SECOND = 5_000;
    private static final Duration LOAD = Duration.ofSeconds(10);

    @Override
    public Result run(Workbench workbench) throws Exception {
        Path folder = workbench.folder();
        Map<String, Object> ofLog = measureLog(folder.resolve("log"));
        Files.createDirectories(folder.resolve("www"));
        int port = freePort();
        try (var postgres = ScratchPostgres.start(folder);
                var database = Database.open(postgres.ready(), "bench");
                var api = RunningProgram.start("graphql-server", folder, Map.of("METRICS_PORT", "" + freePort()));
                var nginx = RunningProgram.start(
                        "nginx",
                        folder,
                        Map.of(
                                "TICKER_BIND", "127.0.0.1",
                                "TICKER_PORT", Integer.toString(port),
                                "CONNECTION_LIMIT", "0",
                                "RATE_LIMIT", "0",
                                "TRUSTED_PROXIES", ""));
                var subscribers = subscribers(port)) {
            var running = List.of(api, nginx);
            Deadline.in(TIMEOUT, "a client is subscribed").await(() -> isSubscribed(port, running));
            subscribe(subscribers, running);
            return measure(workbench.lasting(), database, subscribers, running, ofLog);
        }
    }

    /** Measures what the event log costs those who store trades. */
    private static Map<String, Object> measureLog(Path folder) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        try (var postgres = ScratchPostgres.start(folder);
                var database = Database.open(postgres.ready(), "bench")) {
            var load = new EventLogLoad(database);
            load.run(/* logged= */ true, 0, LOAD);
            for (boolean logged : List.of(false, true)) {
                String name = logged ? "logged_" : "not_logged_";
                EventLogLoad.Load most = load.run(logged, 0, LOAD);
                EventLogLoad.Load steady = load.run(logged, TRADES_A_SECOND, LOAD);
                detail.put(name + "most_trades_per_second", rounded(most.tradesPerSecond()));
                detail.put(name + "commit_p50_ms_at_5000", steady.commits().quantile(0.5));
                detail.put(name + "commit_p99_ms_at_5000", steady.commits().quantile(0.99));
            }
        }
        return detail;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Subscribers subscribers(int port) throws IOException {
        return new Subscribers(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "/api/v1/stream?topics=trades&base=native&counter=" + GeneratedTrade.DOLLAR.key());
    }

    /** Returns whether the programs answer a first client. */
    private static boolean isSubscribed(int port, List<RunningProgram> running) throws IOException {
        check(running);
        try (var first = subscribers(port)) {
            first.connect();
            first.read(SECOND, _ -> {});
            return first.subscribed() > 0;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static void subscribe(Subscribers subscribers, List<RunningProgram> running) throws Exception {
        long begin = System.nanoTime();
        for (int connected = 1; connected <= SUBSCRIBERS; connected++) {
            subscribers.connect();
            if (connected % AT_ONCE == 0) {
                subscribers.read(Duration.ofMillis(5), _ -> {});
            }
        }
        Deadline.in(TIMEOUT, SUBSCRIBERS + " clients are subscribed").await(() -> {
            check(running);
            subscribers.read(SECOND, _ -> {});
            return subscribers.subscribed() >= SUBSCRIBERS;
        });
        log.info("{} clients subscribed within {} s", SUBSCRIBERS, (System.nanoTime() - begin) / 1_000_000_000);
    }

    private static Result measure(
            Duration lasting,
            Database database,
            Subscribers subscribers,
            List<RunningProgram> running,
            Map<String, Object> ofLog)
            throws Exception {
        RunningProgram api = running.getFirst();
        var store = new TradeStore(database);
        var sentAt = new ArrayList<Long>();
        var latencies = new Latencies();
        int droppedBefore = subscribers.dropped();
        Duration apiBefore = api.cpu();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < lasting.toNanos()) {
            check(running);
            sentAt.add(System.nanoTime());
            send(database, store, sentAt.size());
            subscribers.read(SECOND, number -> latencies.add(System.nanoTime() - sentAt.get((int) number - 1)));
        }
        long inTime = latencies.count();
        subscribers.read(
                SECOND.multipliedBy(5), number -> latencies.add(System.nanoTime() - sentAt.get((int) number - 1)));
        var detail = new LinkedHashMap<>(ofLog);
        detail.put("subscribers", SUBSCRIBERS);
        detail.put("trades", sentAt.size());
        detail.put("events", latencies.count());
        detail.put("events_after_the_end", latencies.count() - inTime);
        detail.put("p50_ms", latencies.quantile(0.5));
        detail.put("p90_ms", latencies.quantile(0.9));
        detail.put("p100_ms", latencies.quantile(1));
        detail.put("api_cpu_seconds", api.cpu().minus(apiBefore).toSeconds());
        detail.put("api_heap_mib", api.heapUsed().orElse(Double.NaN));
        var ended = Goal.atMost(0, "connections that ended", subscribers.dropped() - droppedBefore, "clients");
        var incomplete =
                Goal.atMost(0, "clients without each trade once", subscribers.incomplete(sentAt.size()), "clients");
        var memory = Goal.atMost(GOAL_MIB, "peak memory of the API program", api.peakMemory(), "MiB");
        return result(latencies.quantile(0.99), List.of(memory, ended, incomplete), detail);
    }

    private static Result result(double p99, List<Goal> others, Map<String, Object> detail) {
        var goals = new ArrayList<>(List.of(Goal.atMost(GOAL_P99, "99 % of the events", p99, "ms")));
        goals.addAll(others);
        return new Result(
                NAME,
                p99,
                "ms",
                p99,
                POLLING,
                "ms of a client that polls once a second, at the latest, if the answer took no time",
                goals,
                detail);
    }

    private static void send(Database database, TradeStore store, int number) {
        var events = new EventLog();
        database.commit(tx -> store.insert(tx, List.of(GeneratedTrade.of(number, 0)), TradeSource.STREAM)
                .events(EventKind.TRADES_STORED)
                .forEach(event -> events.append(tx, event)));
    }

    private static void check(List<RunningProgram> programs) throws IOException {
        for (RunningProgram program : programs) {
            program.check();
        }
    }
}
