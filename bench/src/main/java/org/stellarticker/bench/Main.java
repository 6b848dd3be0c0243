package org.stellarticker.bench;

import static java.util.Map.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.stellarticker.bench.asset.AssetsBenchmark;
import org.stellarticker.bench.exchange.ExchangeEngineBenchmark;
import org.stellarticker.bench.http.GraphqlHttpBenchmark;
import org.stellarticker.bench.http.GraphqlMarketsBenchmark;
import org.stellarticker.bench.http.JsonHttpBenchmark;
import org.stellarticker.bench.http.RestHttpBenchmark;
import org.stellarticker.bench.ingest.BackfillBenchmark;
import org.stellarticker.bench.ingest.FreshnessBenchmark;
import org.stellarticker.bench.ingest.IngestBenchmark;
import org.stellarticker.bench.ingest.ScaleBenchmark;
import org.stellarticker.bench.market.ArchiveBenchmark;
import org.stellarticker.bench.market.CandlesBenchmark;
import org.stellarticker.bench.market.MarketSummaryBenchmark;
import org.stellarticker.bench.stream.FanoutBenchmark;
import org.stellarticker.bench.trace.TracesBenchmark;
import org.stellarticker.bench.webhook.WebhooksBenchmark;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.settings.Settings;

/** Runs benchmarks one after another; each logs its steps, and then prints one JSON line. */
public final class Main {

    /** The benchmarks by name; the program's arguments choose among them. */
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.ofEntries(
            entry(MarketSummaryBenchmark.NAME, new MarketSummaryBenchmark()),
            entry(CandlesBenchmark.NAME, new CandlesBenchmark()),
            entry(ArchiveBenchmark.NAME, new ArchiveBenchmark()),
            entry(FreshnessBenchmark.NAME, new FreshnessBenchmark()),
            entry(ScaleBenchmark.NAME, new ScaleBenchmark()),
            entry(BackfillBenchmark.NAME, new BackfillBenchmark()),
            entry(IngestBenchmark.NAME, new IngestBenchmark()),
            entry(AssetsBenchmark.NAME, new AssetsBenchmark()),
            entry(FanoutBenchmark.NAME, new FanoutBenchmark()),
            entry(WebhooksBenchmark.NAME, new WebhooksBenchmark()),
            entry(ExchangeEngineBenchmark.NAME, new ExchangeEngineBenchmark()),
            entry(TracesBenchmark.NAME, new TracesBenchmark()),
            entry(JsonHttpBenchmark.NAME, new JsonHttpBenchmark()),
            entry(GraphqlHttpBenchmark.NAME, new GraphqlHttpBenchmark()),
            entry(GraphqlMarketsBenchmark.NAME, new GraphqlMarketsBenchmark()),
            entry(RestHttpBenchmark.NAME, new RestHttpBenchmark())));

    private static final int WRONG_USE = 64;

    private record Config(Path state) {
        static Config read(Settings in) {
            return in.all(() -> new Config(in.read("TICKER_STATE", Path::of)));
        }
    }

    private Main() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        try {
            Order order = Order.parse(List.of(args), BENCHMARKS.keySet());
            OneShot.run("bench", Config::read, (config, _) -> run(order, config.state()));
        } catch (IllegalArgumentException wrongUse) {
            System.err.println("bench: " + wrongUse.getMessage());
            System.exit(WRONG_USE);
        }
    }

    @SuppressWarnings("SystemOut") // The line is the program's output.
    private static void run(Order order, Path state) throws Exception {
        for (String name : order.names()) {
            Path folder = Files.createDirectories(state.resolve(name));
            Benchmark benchmark = Objects.requireNonNull(BENCHMARKS.get(name));
            Result result = benchmark.run(new Workbench(folder, order.scale(), order.lasting()));
            System.out.println(result.json());
        }
    }
}
