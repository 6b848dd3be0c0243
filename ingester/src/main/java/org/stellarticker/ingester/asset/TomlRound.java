package org.stellarticker.ingester.asset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.DueToml;
import org.stellarticker.db.asset.TomlStore;
import org.stellarticker.ingester.asset.TomlFetcher.Fetched;
import org.stellarticker.ingester.fetch.TomlClient;
import org.stellarticker.ingester.fetch.TomlLink;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.toml.TomlException;

/**
 * Fetches each stellar.toml that a listed asset links to when it is due, once for all of its assets, and stores its metadata. An asset
 * is valid when its toml can be read. When a later fetch fails, the last metadata stay valid for three days, or for one day when the
 * server answers that the file does not exist.
 */
public final class TomlRound implements Task {

    /** The time for which the last successful fetch stays valid. */
    static final Duration GRACE = Duration.ofDays(3);

    /** The time for which it stays valid when the server keeps answering 404 or 410. */
    static final Duration ABSENT_GRACE = Duration.ofDays(1);

    /** The time for which a toml without links is kept, because assets come back. */
    private static final Duration KEEP_UNLINKED = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(TomlRound.class);

    /** The number of parallel fetches; most of them wait for domains that do not answer. */
    private static final int PARALLEL_FETCHES = 32;

    /** Bounds the links to one host in a round; an issuer with its own domain has one link. */
    private static final int MAX_PER_HOST = 10;

    /** Fetches that end within this time are stored together, because each change rewrites assets.json. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(1);

    /** Bounds a batch to about 15 MB, including the linked tomls. */
    private static final int MAX_BATCH = 50;

    private final TomlClient client;
    private final Database database;
    private final TomlStore tomls = new TomlStore();
    private final Duration interval;
    private final TomlRecorder recorder;
    private final Progress progress;
    private final Clock clock;
    private final IngesterMetrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean enabled;

    /**
     * @param interval the interval at which a readable toml is fetched
     * @param progress shows the number of tomls that could be read
     */
    public TomlRound(
            TomlClient client,
            Database database,
            Duration interval,
            Progress progress,
            Clock clock,
            IngesterMetrics metrics) {
        this.client = client;
        this.database = database;
        this.interval = interval;
        this.recorder = new TomlRecorder(tomls, new AssetStore(), new TomlSchedule(interval));
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Enables the rounds, because assets of this network need a toml to be valid. */
    void enable() {
        enabled = true;
    }

    /** Fetches the tomls that are due, if assets of this network need one. */
    @Override
    public void run() throws InterruptedException {
        if (enabled) {
            read();
        } else {
            progress.running("none fetched yet");
        }
    }

    void read() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Instant at = clock.instant();
            applyPending(at);
            List<DueToml> due = database.snapshot(tx -> tomls.listDue(tx, at));
            int read = 0;
            for (List<DueToml> wave : waves(due)) {
                read += read(wave);
            }
            // An unchanged toml may have been unreadable for so long that its assets have become invalid.
            applyPending(at);
            finish(at, due.size(), read);
        } finally {
            lock.unlock();
        }
    }

    /** Applies stored tomls to assets that were listed since, or whose issuer links to another toml that is stored already. */
    private void applyPending(Instant at) {
        for (String url : database.snapshot(tx -> tomls.listNotApplied(tx, at.minus(GRACE)))) {
            database.commit(tx -> recorder.reapply(tx, url, at));
        }
    }

    /** Groups the tomls into waves with at most one toml of a host, so that no host gets two requests at the same time. */
    private static List<List<DueToml>> waves(List<DueToml> due) {
        var waves = new ArrayList<List<DueToml>>();
        Map<String, Integer> ofHost = new HashMap<>();
        for (DueToml toml : due) {
            int wave = ofHost.merge(host(toml.url()), 1, Integer::sum) - 1;
            if (wave < MAX_PER_HOST) {
                if (wave == waves.size()) {
                    waves.add(new ArrayList<>());
                }
                waves.get(wave).add(toml);
            }
        }
        return waves;
    }

    /** Returns the host of a URL; an invalid URL, which is never fetched, stands for itself. */
    private static String host(String url) {
        try {
            return TomlLink.read(url).host();
        } catch (TomlException none) {
            return url;
        }
    }

    private int read(List<DueToml> due) throws InterruptedException {
        int read = 0;
        try (var threads = Executors.newFixedThreadPool(
                PARALLEL_FETCHES, Thread.ofPlatform().daemon().name("toml-", 0).factory())) {
            try {
                var fetches = new Fetches(threads, due.iterator());
                for (List<Fetched> batch = fetches.next(); !batch.isEmpty(); batch = fetches.next()) {
                    read += save(batch);
                    reportCounts();
                }
            } finally {
                client.cancelAll();
                threads.shutdownNow();
            }
        }
        return read;
    }

    /** Stores results and returns how many tomls could be read. */
    private int save(List<Fetched> fetched) {
        Instant at = clock.instant();
        fetched.forEach(one -> metrics.tomlFetched(one.own().outcome().word()));
        return database.transaction(tx -> recorder.save(tx, fetched, at));
    }

    private void reportCounts() {
        var counts = database.snapshot(tx -> tomls.count(tx, clock.instant().minus(GRACE)));
        progress.running(String.format(Locale.ROOT, "%,d of %,d domains", counts.read(), counts.all()));
    }

    private void finish(Instant at, int due, int read) {
        // When no toml at all could be read recently, the fault is on this side, and no asset becomes invalid.
        Instant recent = at.minus(interval.multipliedBy(2));
        int expired = database.transaction(tx ->
                tomls.count(tx, recent).read() == 0 ? 0 : recorder.expire(tx, at.minus(GRACE), at.minus(ABSENT_GRACE)));
        int forgotten = database.transaction(tx -> tomls.forget(tx, at.minus(KEEP_UNLINKED)));
        reportCounts();
        if (due > 0) {
            log.atInfo()
                    .addKeyValue("due", due)
                    .addKeyValue("read", read)
                    .addKeyValue("assets_expired", expired)
                    .addKeyValue("forgotten", forgotten)
                    .log("tomls fetched");
        }
    }

    /** The fetches that are in progress, with a bounded number at the same time. */
    private final class Fetches {

        private final CompletionService<Fetched> threads;
        private final Iterator<DueToml> due;
        private int inProgress;

        Fetches(Executor threads, Iterator<DueToml> due) {
            this.threads = new ExecutorCompletionService<>(threads);
            this.due = due;
        }

        /** Returns the next result and those that follow it soon; empty when all fetches are done. */
        List<Fetched> next() throws InterruptedException {
            var arrived = new ArrayList<Fetched>();
            long end = System.nanoTime() + BATCH_TIME.toNanos();
            refill();
            while (inProgress > 0 && arrived.size() < MAX_BATCH) {
                Future<Fetched> one = arrived.isEmpty()
                        ? threads.take()
                        : threads.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (one == null) {
                    break;
                }
                arrived.add(result(one));
                inProgress--;
                refill();
            }
            return arrived;
        }

        private void refill() {
            for (; due.hasNext() && inProgress < PARALLEL_FETCHES; inProgress++) {
                threads.submit(new TomlFetcher(client, database, tomls, due.next()));
            }
        }

        private static Fetched result(Future<Fetched> one) throws InterruptedException {
            try {
                return one.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
