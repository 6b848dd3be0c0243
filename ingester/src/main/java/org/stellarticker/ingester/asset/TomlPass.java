package org.stellarticker.ingester.asset;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ToldAsset;

/**
 * Reads the stellar.toml of each domain that a listed asset links to, once, and keeps what it tells. An asset is valid
 * when its toml could be read; when that fails later, what was read last holds for a day.
 */
final class TomlPass {

    /** How long the last good reading holds. */
    static final Duration GRACE = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(TomlPass.class);

    /** Most of the time is spent in waiting for domains that do not answer. */
    private static final int AT_ONCE = 32;

    /** Read together, saved together: assets.json is written anew after each. */
    private static final int MOST_TOGETHER = 64;

    /** The file of one domain, or why there is none. */
    private sealed interface Fetched {
        String link();

        /** Read by one thread, since a parser takes far more memory than a file. */
        @SuppressWarnings("ArrayRecordComponent")
        record File(String link, byte[] bytes) implements Fetched {}

        record Failure(String link, TomlFault fault) implements Fetched {}
    }

    private final TomlClient client;
    private final Database database;
    private final AssetStore assets;
    private final Progress progress;
    private final Clock clock;
    private final MeterRegistry metrics;

    TomlPass(
            TomlClient client,
            Database database,
            AssetStore assets,
            Progress progress,
            Clock clock,
            MeterRegistry metrics) {
        this.client = client;
        this.database = database;
        this.assets = assets;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    void read() throws InterruptedException {
        var tomls = database.snapshot(assets::listTomls);
        int read = 0;
        int done = 0;
        try (var threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("toml-", 0).factory())) {
            try {
                CompletionService<Fetched> fetches = new ExecutorCompletionService<>(threads);
                var links = tomls.keySet().iterator();
                int underWay = 0;
                while (links.hasNext() || underWay > 0) {
                    for (; links.hasNext() && underWay < AT_ONCE; underWay++) {
                        String link = links.next();
                        fetches.submit(() -> fetch(link));
                    }
                    List<Fetched> fetched = next(fetches);
                    underWay -= fetched.size();
                    done += fetched.size();
                    read += save(fetched, tomls);
                    progress.running(String.format(Locale.ROOT, "%,d of %,d domains", read, tomls.size()));
                }
            } finally {
                threads.shutdownNow();
            }
        }
        finish(read, done);
    }

    private void finish(int read, int all) {
        progress.running(String.format(Locale.ROOT, "%,d of %,d domains", read, all));
        // When none at all could be read, the fault is on our side.
        int expired = read == 0
                ? 0
                : database.transaction(tx -> assets.expire(tx, clock.instant().minus(GRACE)));
        log.atInfo()
                .addKeyValue("domains", all)
                .addKeyValue("read", read)
                .addKeyValue("assets_expired", expired)
                .log("tomls read");
    }

    private Fetched fetch(String link) {
        try {
            return new Fetched.File(link, client.fetch(link));
        } catch (TomlFault fault) {
            return new Fetched.Failure(link, fault);
        }
    }

    /** What has arrived; at least one. */
    private static List<Fetched> next(CompletionService<Fetched> fetches) throws InterruptedException {
        var fetched = new ArrayList<Fetched>();
        for (Future<Fetched> one = fetches.take();
                one != null;
                one = fetched.size() < MOST_TOGETHER ? fetches.poll() : null) {
            try {
                fetched.add(one.get());
            } catch (ExecutionException ours) {
                throw new IllegalStateException(ours.getCause());
            }
        }
        return fetched;
    }

    /** @return how many could be read */
    private int save(List<Fetched> fetched, Map<String, List<Asset>> tomls) {
        var told = new ArrayList<ToldAsset>();
        int read = 0;
        for (Fetched one : fetched) {
            try {
                StellarToml toml = toml(one);
                for (Asset asset : tomls.getOrDefault(one.link(), List.of())) {
                    told.add(toml.tell(asset, one.link()));
                }
                count("read");
                read++;
            } catch (TomlFault fault) {
                count(fault.kind().name().toLowerCase(Locale.ROOT));
                log.atDebug()
                        .addKeyValue("link", one.link())
                        .addKeyValue("because", fault.getMessage())
                        .log("a toml cannot be read");
            }
        }
        if (!told.isEmpty()) {
            database.commit(tx -> assets.saveTold(tx, told, clock.instant()));
        }
        return read;
    }

    private static StellarToml toml(Fetched fetched) throws TomlFault {
        return switch (fetched) {
            case Fetched.File file -> StellarToml.read(file.bytes());
            case Fetched.Failure failure -> throw failure.fault();
        };
    }

    private void count(String outcome) {
        metrics.counter("ticker.tomls", "outcome", outcome).increment();
    }
}
