package org.stellarticker.jsongenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.jsongenerator.StoredMarkets.AS_OF;
import static org.stellarticker.jsongenerator.StoredMarkets.USD;
import static org.stellarticker.jsongenerator.StoredMarkets.XLM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.market.MarketStore;

class PublishingIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path www;

    private final StoredMarkets stored = new StoredMarkets(database);
    private final Stop stop = new Stop();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterEach
    void end() {
        stop.request();
        threads.close();
    }

    @Test
    void marketsArePublishedSoonAfterEachSnapshot() {
        stored.valid(USD);
        stored.window(XLM, USD, 168, 3, 2, 4, 100, 400);
        stored.snapshot(AS_OF);
        publish(new MarketsPublication(database.database(), file("markets.json"), ledgers()), MarketStore.UPDATED);
        await().atMost(SOON).until(holding("markets.json", "\"generated_at\": 1788033600123"));

        stored.snapshot(AS_OF.plusSeconds(5));
        await().atMost(SOON).until(holding("markets.json", "\"generated_at\": 1788033605123"));

        stored.snapshot(AS_OF.plusSeconds(10));
        await().atMost(SOON).until(holding("markets.json", "\"generated_at\": 1788033610123"));
    }

    @Test
    void assetsArePublishedSoonAfterTheyWereListed() {
        publish(new AssetsPublication(database.database(), file("assets.json"), Clock.systemUTC()), AssetStore.CHANGED);
        await().atMost(SOON).until(holding("assets.json", "\"code\": \"XLM\""));
        await().atMost(SOON).until(this::isListening);

        stored.valid(USD);

        await().atMost(SOON).until(holding("assets.json", "\"code\": \"USD\""));
    }

    @Test
    void twoCopiesPublishTheSameAssetsWithTheSameDate() throws IOException {
        stored.valid(USD);
        var first = new AssetsPublication(database.database(), file("assets.json"), Clock.systemUTC());
        var other = www.resolve("other");
        var second = new AssetsPublication(
                database.database(),
                new PublicFile(other, "assets.json", EnumSet.of(Compression.GZIP)),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));

        await().atMost(SOON).until(() -> first.publish().isPresent());
        await().atMost(SOON).until(() -> second.publish().isPresent());

        assertThat(other.resolve("assets.json")).hasSameBinaryContentAs(www.resolve("assets.json"));
        assertThat(Files.getLastModifiedTime(other.resolve("assets.json")))
                .isEqualTo(Files.getLastModifiedTime(www.resolve("assets.json")));
    }

    @Test
    void aFullDiskKeepsTheAssetsAsTheyWere() throws IOException {
        var assets = new AssetsPublication(database.database(), file("assets.json"), Clock.systemUTC());
        // Every write to it fails as on a full disk.
        Files.createSymbolicLink(www.resolve(".assets.json.new"), Path.of("/dev/full"));

        assertThatThrownBy(assets::publish)
                .isInstanceOf(UnwritableFile.class)
                .hasMessageContaining("assets.json: cannot be written (No space left on device)");
    }

    @Test
    void unchangedAssetsAreNotPublishedAgain() throws IOException {
        var assets = new AssetsPublication(database.database(), file("assets.json"), Clock.systemUTC());
        await().atMost(SOON).until(() -> assets.publish().isPresent());
        Files.delete(www.resolve("assets.json"));

        var version = assets.publish().orElseThrow();

        assertThat(www.resolve("assets.json")).doesNotExist();
        assertThat(assets.changedSince(version)).isFalse();
        stored.valid(USD);
        assertThat(assets.changedSince(version)).isTrue();
        await().atMost(SOON).until(() -> {
            assets.publish();
            return Files.exists(www.resolve("assets.json"));
        });
    }

    @Test
    void marketsAreStillPublishedAfterTheDatabaseClosedTheConnections() {
        stored.snapshot(AS_OF);
        publish(new MarketsPublication(database.database(), file("markets.json"), ledgers()), MarketStore.UPDATED);
        await().atMost(SOON).until(holding("markets.json", "1788033600123"));

        database.execute("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """);
        await().atMost(SOON).ignoreExceptions().until(() -> {
            stored.snapshot(AS_OF.plusSeconds(5));
            return true;
        });

        await().atMost(SOON).until(holding("markets.json", "1788033605123"));
    }

    private void publish(Publication publication, String channel) {
        var clock = Clock.systemUTC();
        var signals = database.database().listen(channel);
        var publisher = new Publisher(publication, signals::await, new Progress(channel, clock), clock);
        var running = threads.submit(() -> {
            try (signals) {
                publisher.follow(stop);
            }
            return true;
        });
        assertThat(running.isCancelled()).isFalse();
    }

    private PublishedLedgers ledgers() {
        return new PublishedLedgers(database.database(), "markets.json", Traces.off(), Clock.systemUTC());
    }

    private PublicFile file(String name) {
        return new PublicFile(www, name, EnumSet.of(Compression.GZIP));
    }

    private Callable<Boolean> holding(String name, String text) {
        return () -> Files.exists(www.resolve(name))
                && Files.readString(www.resolve(name)).contains(text);
    }

    private boolean isListening() {
        return !database.rows("select 1 from pg_stat_activity where query like 'listen %'")
                .isEmpty();
    }
}
