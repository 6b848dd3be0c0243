package org.stellarticker.jsongenerator.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.objectstore.BucketServer;
import org.stellarticker.objectstore.ObjectHeaders;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** Uploads to a server that speaks S3, and to a folder. */
class UploadIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path servers;

    private static BucketServer server;

    @TempDir
    Path folder;

    private final Progress progress = new Progress("upload", Clock.systemUTC());
    private Runnable afterUpload = () -> {};
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry() {
        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    super.increment(amount);
                    if (id.getName().equals("ticker.uploads")) {
                        afterUpload.run();
                    }
                }
            };
        }
    };
    private final UploadMetrics metrics = new UploadMetrics(registry);
    private Path www;

    @BeforeAll
    static void startServer() throws Exception {
        server = BucketServer.start(servers);
        server.create("public");
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        www = Files.createDirectories(folder.resolve("www"));
    }

    @Test
    void eachFormIsAnObjectWithItsHeaders() throws Exception {
        write("markets.json", "{\"pairs\":[]}", 1);
        write("markets.json.gz", "gzip", 1);
        write("markets.json.br", "brotli", 1);
        write("coingecko/v1/pairs", "[]", 1);
        write(".assets.json.new", "half", 1);

        try (var lead = db.database().leadership("one")) {
            upload(server.address("public", "all/"), lead).run();
        }

        Optional<String> kept = Optional.of("public, max-age=15, stale-if-error=86400");
        assertThat(server.headers("public", "all/markets.json"))
                .isEqualTo(new ObjectHeaders("application/json", kept, Optional.empty()));
        assertThat(server.headers("public", "all/markets.json.gz"))
                .isEqualTo(new ObjectHeaders("application/json", kept, Optional.of("gzip")));
        assertThat(server.headers("public", "all/markets.json.br"))
                .isEqualTo(new ObjectHeaders("application/json", kept, Optional.of("br")));
        try (var store = ObjectStore.open(server.address("public", "all/"))) {
            assertThat(store.list(""))
                    .containsExactly("coingecko/v1/pairs", "markets.json", "markets.json.br", "markets.json.gz");
        }
    }

    @Test
    void onlyWhatChangedIsUploadedAlsoAfterAStart() throws Exception {
        StoreAddress address = server.address("public", "changes/");
        write("markets.json", "one", 1);
        write("assets.json", "one", 1);
        try (var lead = db.database().leadership("two")) {
            Upload first = upload(address, lead);
            first.run();
            first.run();
            assertThat(uploads()).isEqualTo(2);

            write("markets.json", "two", 2);
            first.run();
            assertThat(uploads()).isEqualTo(3);

            upload(address, lead).run();
            assertThat(uploads()).isEqualTo(3);
        }
        try (var store = ObjectStore.open(address)) {
            assertThat(store.find("markets.json").map(found -> new String(found, UTF_8)))
                    .contains("two");
        }
    }

    @Test
    void aCopyThatStandsByUploadsNothing() throws Exception {
        write("markets.json", "one", 1);
        try (var lead = db.database().leadership("three")) {
            Upload upload = upload(server.address("public", "standby/"), lead);
            try (var other = db.database().leadership("three")) {
                assertThat(other.tryLead()).isTrue();
                upload.run();
                assertThat(uploads()).isZero();
                assertThat(progress.report().state()).isEqualTo(ProgramState.STANDBY);
            }
            upload.run();
            assertThat(uploads()).isEqualTo(1);
        }
    }

    @Test
    void aBucketThatDoesNotExistIsTriedAgainWithOneReason() throws Exception {
        write("markets.json", "one", 1);
        try (var lead = db.database().leadership("four")) {
            Upload upload = upload(server.address("later", ""), lead);
            upload.run();
            assertThat(progress.report().detail()).contains("later");
            assertThat(registry.get("ticker.upload.failures").counter().count()).isEqualTo(1);

            server.create("later");
            upload.run();
            assertThat(uploads()).isEqualTo(1);
            assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
        }
    }

    @Test
    @SuppressWarnings("try") // the other copy ends while the test goes on
    void aCopyThatLostTheLeadOverwritesNothingMore() throws Exception {
        write("markets.json", "one", 1);
        write("assets.json", "one", 1);
        try (var lead = db.database().leadership("six");
                var other = db.database().leadership("six")) {
            Upload upload = upload(server.address("public", "lost/"), lead);
            afterUpload = () -> {
                db.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                        + " and database = (select oid from pg_database where datname = current_database())");
                await().until(other::tryLead);
            };
            upload.run();
            assertThat(uploads()).isEqualTo(1);
            assertThat(progress.report().detail()).contains("leadership");

            upload.run();
            assertThat(uploads()).isEqualTo(1);
            assertThat(progress.report().state()).isEqualTo(ProgramState.STANDBY);

            afterUpload = () -> {};
            other.close();
            upload.run();
            assertThat(uploads()).isEqualTo(2);
            assertThat(progress.report().state()).isEqualTo(ProgramState.RUNNING);
        }
    }

    @Test
    void aFileThatCannotBeCopiedIsTriedAgain() throws Exception {
        write("markets.json", "one", 1);
        Path aside = Files.writeString(folder.resolve("aside"), "no folder");
        try (var lead = db.database().leadership("seven")) {
            Upload upload = upload(server.address("public", "aside/"), lead);
            upload.run();
            assertThat(uploads()).isZero();
            assertThat(progress.report().detail()).contains("aside");

            Files.delete(aside);
            upload.run();
            assertThat(uploads()).isEqualTo(1);
        }
    }

    @Test
    void cachesKeepAnObjectForASecondAtLeast() throws Exception {
        write("markets.json", "one", 1);
        try (var lead = db.database().leadership("eight")) {
            upload(server.address("public", "often/"), lead)
                    .keptFor(Duration.ofMillis(200))
                    .run();
        }
        assertThat(server.headers("public", "often/markets.json").cacheControl())
                .contains("public, max-age=1, stale-if-error=86400");
    }

    @Test
    void aFolderTakesThemToo() throws Exception {
        write("markets.json", "one", 1);
        try (var lead = db.database().leadership("five")) {
            upload(new StoreAddress.Folder(folder.resolve("bucket")), lead).run();
        }
        assertThat(folder.resolve("bucket/markets.json")).hasContent("one");
    }

    private Upload upload(StoreAddress address, LeaderElection lead) {
        return new Upload(ObjectStore.open(address), www, folder.resolve("aside"), lead, metrics, progress)
                .keptFor(Duration.ofSeconds(15));
    }

    private double uploads() {
        return registry.get("ticker.uploads").counter().count();
    }

    /** Writes a version, as json-generator does: each has a date of its own. */
    private void write(String name, String content, int version) throws IOException {
        Path file = www.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_800_000_000L + version)));
    }
}
