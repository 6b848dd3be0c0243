package org.stellarticker.ingester.asset;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    /** What arrives together is saved together: assets.json is written anew each time. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    /** At most 20 MB. */
    private static final int MOST_TOGETHER = 200;

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
        try (var threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("toml-", 0).factory())) {
            try {
                var fetches = new Fetches(threads, tomls.keySet().iterator());
                for (List<Fetched> some = fetches.next(); !some.isEmpty(); some = fetches.next()) {
                    read += save(some, tomls);
                    progress.running(told(read, tomls.size()));
                }
            } finally {
                threads.shutdownNow();
            }
        }
        finish(read, tomls.size());
    }

    private static String told(int read, int all) {
        return String.format(Locale.ROOT, "%,d of %,d domains", read, all);
    }

    private void finish(int read, int all) {
        progress.running(told(read, all));
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

    /** What is under way to the domains, no more of them at once than we want to wait for. */
    private final class Fetches {

        private final CompletionService<Fetched> threads;
        private final Iterator<String> links;
        private int underWay;

        Fetches(Executor threads, Iterator<String> links) {
            this.threads = new ExecutorCompletionService<>(threads);
            this.links = links;
        }

        /** What arrives next and soon after; empty when all is done. */
        List<Fetched> next() throws InterruptedException {
            var arrived = new ArrayList<Fetched>();
            long end = System.nanoTime() + TOGETHER.toNanos();
            refill();
            while (underWay > 0 && arrived.size() < MOST_TOGETHER) {
                Future<Fetched> one = arrived.isEmpty()
                        ? threads.take()
                        : threads.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (one == null) {
                    break;
                }
                arrived.add(result(one));
                underWay--;
                refill();
            }
            return arrived;
        }

        private void refill() {
            for (; links.hasNext() && underWay < AT_ONCE; underWay++) {
                String link = links.next();
                threads.submit(() -> fetch(link));
            }
        }

        private static Fetched result(Future<Fetched> one) throws InterruptedException {
            try {
                return one.get();
            } catch (ExecutionException ours) {
                throw new IllegalStateException(ours.getCause());
            }
        }
    }

    private Fetched fetch(String link) {
        try {
            return switch (client.fetch(link, Edition.NONE)) {
                case TomlAnswer.File file -> new Fetched.File(link, file.bytes());
                case TomlAnswer.Unchanged _ ->
                    new Fetched.Failure(
                            link, new TomlFault(TomlFault.Kind.UNREACHABLE, "an answer to a question not asked"));
            };
        } catch (TomlFault fault) {
            return new Fetched.Failure(link, fault);
        }
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
