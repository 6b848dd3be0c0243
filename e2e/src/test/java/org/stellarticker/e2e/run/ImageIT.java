package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;

/** Boots the real image. */
@Tag("long")
@Tag("image")
class ImageIT {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);
    private static final List<String> HARDENED =
            List.of("--read-only", "--user", "123456:0", "--cap-drop", "ALL", "--security-opt", "no-new-privileges");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws IOException {
        Container.buildImage();
    }

    @Test
    void aDemoServes_comesBackAfterAKill_stopsInOrder_andLosesNothing() throws Exception {
        var ticker = RunningTicker.notStarted(folder, Map.of());
        try (var container = Container.start("demo", demo(ticker), "demo")) {
            awaitPairs(ticker.address());
            assertThat(container.exec("ticker", "health").exit()).isZero();
            await("all programs are well")
                    .atMost(START)
                    .untilAsserted(
                            () -> assertThat(container.exec("ticker", "status").exit())
                                    .isZero());
            assertThat(owners(container))
                    .contains("postgres", "ticker-ingester", "ticker-graphql-server", "ticker-nginx", "ticker-sandbox");

            assertThat(plantAsIngester(container, "run").exit()).isNotZero();
            assertThat(plantAsIngester(container, "run/api").exit()).isNotZero();
            assertThat(plantAsIngester(container, "run/status").exit()).isZero();

            container.kill();
            startAgain(container);
            new StoredTrades(ticker).awaitAllPlayedSoFar(START);

            assertThat(container.stop()).isZero();
            assertThat(container.logs()).contains("database system is shut down");
            startAgain(container);
            new StoredTrades(ticker).awaitAllPlayedSoFar(START);
        }
    }

    /** Starts it, and waits until its database answers; the files of the last run are served before that. */
    private static void startAgain(Container container) throws IOException {
        container.startAgain();
        await("the database answers")
                .atMost(START)
                .untilAsserted(() ->
                        assertThat(container.exec("ticker", "health").exit()).isZero());
    }

    /** Writes a new file into a folder of the run as the ingester's user. */
    private static Container.Said plantAsIngester(Container container, String folder) throws IOException {
        return container.exec(
                "setpriv",
                "--reuid=ticker-ingester",
                "--regid=ticker",
                "--init-groups",
                "touch",
                "/data/demo/" + folder + "/planted");
    }

    /** Returns the users but root of the programs' processes. */
    private static List<String> owners(Container container) throws IOException {
        var said = container.exec(
                "sh", "-c", "ps -eo user:32,comm | awk '$2 ~ /java|postgres|nginx/ { print $1 }' | sort -u");
        return said.output().lines().filter(user -> !user.equals("root")).toList();
    }

    @Test
    void runsReadOnly_asAnyUser_withoutPrivileges() throws Exception {
        var ticker = RunningTicker.notStarted(folder, Map.of());
        var options = new ArrayList<>(HARDENED);
        options.addAll(List.of("-p", "127.0.0.1:" + port(ticker) + ":8000", "-e", "SANDBOX_HISTORY_TRADES=5000"));
        try (var container = Container.start("hardened", options, "demo")) {
            awaitPairs(ticker.address());

            assertThat(container.exec("id", "-u").output()).isEqualTo("123456\n");
            assertThat(container.stop()).isZero();
        }
    }

    @Test
    void aVolumeInUse_ofAnotherVersion_orNotWritable_isRefusedInOneLineAndNotChanged() throws Exception {
        var ticker = RunningTicker.notStarted(folder, Map.of());
        Path pgdata = Files.createDirectories(folder.resolve("up/pgdata"));
        Files.writeString(pgdata.resolve("PG_VERSION"), "15\n");

        var old = Container.runToEnd(List.of("-v", folder + ":/data"), "up");
        assertThat(old.exit()).isEqualTo(78);
        assertThat(lastLine(old)).contains("/data/up/pgdata is of PostgreSQL 15, expected 17");
        assertThat(pgdata.toFile().list()).containsExactly("PG_VERSION");

        var foreign = Container.runToEnd(List.of("-v", folder + ":/data", "--user", "123456:123456"), "demo");
        assertThat(foreign.exit()).isEqualTo(73);
        assertThat(lastLine(foreign)).startsWith("ticker: TICKER_HOME: expected a folder that can be written");

        // What a killed initdb leaves.
        Files.createDirectories(folder.resolve("demo/pgdata.new/base"));
        try (var container = Container.start("holder", demo(ticker), "demo")) {
            awaitPairs(ticker.address());

            var second = Container.runToEnd(List.of("-v", folder + ":/data"), "demo");

            assertThat(second.exit()).isEqualTo(75);
            assertThat(lastLine(second)).startsWith("ticker: a run is on in /data/demo already");
            assertThat(container.exec("ticker", "health").exit()).isZero();
        }
    }

    @Test
    void aBackupOfARunningContainer_isRestoredIntoAnEmptyVolume_withTheSameRows() throws Exception {
        var ticker = RunningTicker.notStarted(folder, Map.of());
        Path backup = folder.resolve("backup.zip");
        try (var container = Container.start("backed-up", demo(ticker), "demo")) {
            awaitPairs(ticker.address());
            var written = container.execInto(backup, "ticker", "backup", "-");
            assertThat(written.exit()).as(written.errors()).isZero();
        }
        List<String> volume = List.of("-i", "-v", Files.createDirectory(folder.resolve("restored")) + ":/data");

        var restored = Container.runToEndFrom(backup, volume, "restore", "--demo", "-");

        assertThat(restored.exit()).as(restored.errors()).isZero();
        Path copy = folder.resolve("copy.zip");
        var copied = Container.runToEndInto(copy, volume, "backup", "--demo", "-");
        assertThat(copied.exit()).as(copied.errors()).isZero();
        assertThat(BackupManifest.tables(copy))
                .isEqualTo(BackupManifest.tables(backup))
                .hasSizeGreaterThan(30);
    }

    @Test
    void aDatabaseThatCannotBeReachedEndsTheContainerWithTheReason() throws Exception {
        var ended = Container.runToEnd(List.of("-e", "DATABASE_URL=postgresql://a:b@127.0.0.1:1/ticker"), "up");

        assertThat(ended.exit()).isEqualTo(69);
        assertThat(lastLine(ended)).startsWith("ticker: boot failed: database postgresql://127.0.0.1:1/ticker:");
    }

    /** Every program alone, two copies of those that elect a leader, two API servers behind nginx. */
    @Test
    void splitPrograms_withKilledLeadersAndAKilledApiServer_loseAndDoubleNothing() throws Exception {
        var source = RunningTicker.notStarted(folder, Map.of());
        try (var sandbox = Container.start("source", demo(source), "demo");
                var split = new SplitTicker(database.url(), source)) {
            awaitPairs(source.address());
            split.start();
            awaitPairs(split.address());

            for (String program : List.of("ingester", "aggregator", "db-cleaner")) {
                int leader = split.leader(program);
                split.kill(program, leader);
                await("the other " + program + " leads")
                        .atMost(TAKE_OVER)
                        .until(() -> split.leads(program, 1 - leader));
            }
            new StoredTrades(source).awaitAllPlayedSoFar(database.database(), START);

            split.kill("graphql-server", 0);
            for (int i = 0; i < 10; i++) {
                assertThat(get(split.address() + "/healthz").statusCode()).isEqualTo(200);
            }
            assertThat(sandbox.exec("ticker", "health").exit()).isZero();
        }
    }

    private List<String> demo(RunningTicker ticker) {
        return Container.demoOf(ticker, folder, Map.of("SANDBOX_HISTORY_TRADES", "5000"));
    }

    private static int port(RunningTicker ticker) {
        return URI.create(ticker.address()).getPort();
    }

    private void awaitPairs(String address) {
        await("markets.json shows pairs").atMost(START).ignoreExceptions().until(() -> {
            JsonNode markets = json.readTree(get(address + "/markets.json").body());
            return !markets.path("pairs").isEmpty();
        });
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String lastLine(Container.Said said) {
        return said.errors()
                .lines()
                .filter(line -> line.startsWith("ticker: "))
                .reduce((first, second) -> second)
                .orElse(said.output() + said.errors());
    }
}
