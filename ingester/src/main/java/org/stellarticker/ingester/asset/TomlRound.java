package org.stellarticker.ingester.asset;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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

/**
 * Asks for each stellar.toml that a listed asset links to when it is due, once for all of its assets, and keeps what it
 * tells. An asset is valid when its toml could be read; when that fails later, what was read last holds for three days, or
 * for one when the domain says that there is none any more.
 */
public final class TomlRound implements Task {

    /** How long the last good reading holds. */
    static final Duration GRACE = Duration.ofDays(3);

    /** How long it holds when its server answers 404 or 410 all the time. */
    static final Duration ABSENT_GRACE = Duration.ofDays(1);

    /** How long a toml that nobody links to is kept, since assets come back. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(TomlRound.class);

    /** Most of the time is spent in waiting for domains that do not answer. */
    private static final int AT_ONCE = 32;

    /** Links to one host that are asked for in a round; issuers with a domain have one. */
    private static final int MOST_OF_A_HOST = 10;

    /** What arrives together is saved together: assets.json is written anew each time. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    /** With what they link to, at most 15 MB. */
    private static final int MOST_TOGETHER = 50;

    private final TomlClient client;
    private final Database database;
    private final TomlStore tomls = new TomlStore();
    private final Duration interval;
    private final TomlIntake intake;
    private final Progress progress;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final ReentrantLock atWork = new ReentrantLock();
    private volatile boolean wanted;

    /**
     * @param interval how often a toml that can be read is asked for
     * @param progress told how many tomls could be read
     */
    public TomlRound(
            TomlClient client,
            Database database,
            Duration interval,
            Progress progress,
            Clock clock,
            MeterRegistry metrics) {
        this.client = client;
        this.database = database;
        this.interval = interval;
        this.intake = new TomlIntake(tomls, new AssetStore(), new TomlSchedule(interval));
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** From now on there is something to do: this network's assets are judged by their tomls. */
    void begin() {
        wanted = true;
    }

    /** What is due, if tomls count on this network. */
    @Override
    public void run() throws InterruptedException {
        if (wanted) {
            read();
        } else {
            progress.running("none asked for yet");
        }
    }

    void read() throws InterruptedException {
        atWork.lockInterruptibly();
        try {
            Instant at = clock.instant();
            reportPending(at);
            List<DueToml> due = database.snapshot(tx -> tomls.listDue(tx, at));
            int read = 0;
            for (List<DueToml> wave : waves(due)) {
                read += read(wave);
            }
            // Of those that did not change, some may have been away for too long.
            reportPending(at);
            finish(at, due.size(), read);
        } finally {
            atWork.unlock();
        }
    }

    /** Assets that are listed newly, or whose issuers link elsewhere, where the toml is known already. */
    private void reportPending(Instant at) {
        for (String url : database.snapshot(tx -> tomls.listNotApplied(tx, at.minus(GRACE)))) {
            database.commit(tx -> intake.reportAgain(tx, url, at));
        }
    }

    /** In each of them a host is asked once, so that none is asked for two things at the same time. */
    private static List<List<DueToml>> waves(List<DueToml> due) {
        var waves = new ArrayList<List<DueToml>>();
        Map<String, Integer> ofHost = new HashMap<>();
        for (DueToml toml : due) {
            int wave = ofHost.merge(host(toml.url()), 1, Integer::sum) - 1;
            if (wave < MOST_OF_A_HOST) {
                if (wave == waves.size()) {
                    waves.add(new ArrayList<>());
                }
                waves.get(wave).add(toml);
            }
        }
        return waves;
    }

    /** Nobody is asked for a link that is no address; each is its own. */
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
                AT_ONCE, Thread.ofPlatform().daemon().name("toml-", 0).factory())) {
            try {
                var fetches = new Fetches(threads, due.iterator());
                for (List<Fetched> some = fetches.next(); !some.isEmpty(); some = fetches.next()) {
                    read += save(some);
                    reportCounts();
                }
            } finally {
                client.cancelAll();
                threads.shutdownNow();
            }
        }
        return read;
    }

    /** @return how many could be read */
    private int save(List<Fetched> fetched) {
        Instant at = clock.instant();
        fetched.forEach(one -> Counter.builder("ticker.tomls")
                .description("stellar.toml files asked for, by what came of it")
                .tag("outcome", one.own().outcome().word())
                .register(metrics)
                .increment());
        return database.transaction(tx -> intake.save(tx, fetched, at));
    }

    private void reportCounts() {
        var counts = database.snapshot(tx -> tomls.count(tx, clock.instant().minus(GRACE)));
        progress.running(String.format(Locale.ROOT, "%,d of %,d domains", counts.read(), counts.all()));
    }

    private void finish(Instant at, int due, int read) {
        // When none at all could be read lately, the fault is on our side.
        Instant lately = at.minus(interval.multipliedBy(2));
        int expired = database.transaction(tx ->
                tomls.count(tx, lately).read() == 0 ? 0 : intake.expire(tx, at.minus(GRACE), at.minus(ABSENT_GRACE)));
        int forgotten = database.transaction(tx -> tomls.forget(tx, at.minus(KEPT)));
        reportCounts();
        if (due > 0) {
            log.atInfo()
                    .addKeyValue("due", due)
                    .addKeyValue("read", read)
                    .addKeyValue("assets_expired", expired)
                    .addKeyValue("forgotten", forgotten)
                    .log("tomls read");
        }
    }

    /** What is under way to the domains, no more of them at once than we want to wait for. */
    private final class Fetches {

        private final CompletionService<Fetched> threads;
        private final Iterator<DueToml> due;
        private int underWay;

        Fetches(Executor threads, Iterator<DueToml> due) {
            this.threads = new ExecutorCompletionService<>(threads);
            this.due = due;
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
            for (; due.hasNext() && underWay < AT_ONCE; underWay++) {
                threads.submit(new TomlFetcher(client, database, tomls, due.next()));
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
}
