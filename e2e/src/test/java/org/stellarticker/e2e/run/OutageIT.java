package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks failures of the machine: what a user sees meanwhile, and that nothing is lost afterwards. */
@Tag("long")
@Tag("outages")
class OutageIT {

    private static final Logger log = LoggerFactory.getLogger(OutageIT.class);

    private static final Map<String, String> LIVELY =
            Map.of("SANDBOX_HISTORY_TRADES", "20000", "SANDBOX_TRADES_PER_SECOND", "20");

    private static final Map<String, String> LIVELY_ON_A_SMALL_DISK =
            Map.of("SANDBOX_HISTORY_TRADES", "20000", "SANDBOX_TRADES_PER_SECOND", "20", "DISK_RESERVE", "64");

    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final Duration RECOVERED = Duration.ofSeconds(90);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aDatabaseThatHangsForAMinuteIsReported_andNothingIsLost() throws Exception {
        try (var ticker = RunningTicker.demo(folder, LIVELY)) {
            Instant thawed = Instant.now().plusSeconds(60);
            try (var suspended =
                    SuspendedProcesses.of(ticker.process("postgres").orElseThrow())) {
                assertThat(suspended.count()).isPositive();
                await("/healthz says that the database is away").atMost(NOTICED).untilAsserted(() -> {
                    var health = ticker.get("/healthz");
                    assertThat(health.statusCode()).isEqualTo(503);
                    assertThat(json.readTree(health.body()).get("status").asText())
                            .isEqualTo("down");
                });
                var status = ticker.ticker("status");
                assertThat(status.exit()).as(status.text()).isEqualTo(1);
                assertThat(line(status.text(), "postgres")).doesNotContain("running");
                assertThat(status.text()).doesNotContain("Hikari", "PSQLException", "total=");
                while (Instant.now().isBefore(thawed)) {
                    assertServesPairs(ticker);
                    Instant next = Instant.now().plusSeconds(5);
                    await().until(() -> Instant.now().isAfter(next));
                }
            }
            awaitWell(ticker);
            new StoredTrades(ticker).awaitAllPlayedSoFar(RECOVERED);
        }
    }

    @Test
    void aHorizonThatWasAwayForAMinuteIsAskedWithinSecondsOfItsReturn_andNothingIsLost() throws Exception {
        try (var relay = new Relay()) {
            Map<String, String> settings = new HashMap<>(LIVELY);
            settings.put("HORIZON_URL", relay.address());
            try (var ticker = RunningTicker.notStarted(folder, settings)) {
                relay.openTo(ticker.horizonPort());
                ticker.start();
                awaitWell(ticker);

                relay.leave();
                Instant end = Instant.now().plusSeconds(62);
                await().atMost(Duration.ofSeconds(70)).until(() -> Instant.now().isAfter(end));
                assertServesPairs(ticker);
                relay.open();

                await().atMost(RECOVERED)
                        .until(() -> relay.firstAsked("/trades").isPresent());
                Duration asked = relay.firstAsked("/trades").orElseThrow();
                log.info("trades were asked for {} ms after the return", asked.toMillis());
                assertThat(asked).isLessThanOrEqualTo(Duration.ofSeconds(5));
                awaitWell(ticker);
                new StoredTrades(ticker).awaitAllPlayedSoFar(RECOVERED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1800", "-1800"})
    void aClockThatIsMovedByHalfAnHourIsNamed_andNothingIsLost(String seconds) throws Exception {
        var clock = MovableClock.in(folder);
        assumeTrue(clock.isPresent(), "libfaketime is not here and cannot be installed");
        Map<String, String> settings = new HashMap<>(LIVELY);
        settings.put("JAVA_HOME", clock.get().javaHome().toString());
        try (var ticker = RunningTicker.demo(folder, settings)) {
            awaitWell(ticker);

            clock.get().move(seconds);

            await("status names the clock").atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                var status = ticker.ticker("status");
                assertThat(status.text()).containsIgnoringCase("clock");
                assertThat(status.exit()).as(status.text()).isEqualTo(1);
            });
            JsonNode health = json.readTree(ticker.get("/healthz").body());
            assertThat(health.get("status").asText()).as(health.toString()).isEqualTo("degraded");
            assertThat(health.at("/programs/ingester/lag_seconds").asDouble(0))
                    .as(health.toString())
                    .isNotNegative();
            assertServesPairs(ticker);

            clock.get().move("+0");

            awaitWell(ticker);
            new StoredTrades(ticker).awaitAllPlayedSoFar(RECOVERED);
        }
    }

    @Test
    void aFullDiskIsNamedWhileFilesAreServed_andTheRunGoesOnWhenThereIsRoom() throws Exception {
        try (var disk = SmallDisk.at(Files.createDirectory(folder.resolve("disk")))) {
            assumeTrue(disk.isMounted(), "only root can mount a disk of memory");
            try (var ticker = RunningTicker.demo(disk.path(), LIVELY_ON_A_SMALL_DISK)) {
                awaitWell(ticker);

                disk.fill();

                await("status names the disk").atMost(RECOVERED).untilAsserted(() -> {
                    assertServesPairs(ticker);
                    var status = ticker.ticker("status");
                    assertThat(status.text()).containsIgnoringCase("disk full");
                    assertThat(status.exit()).as(status.text()).isNotZero();
                });
                Instant end = Instant.now().plusSeconds(30);
                while (Instant.now().isBefore(end)) {
                    assertServesPairs(ticker);
                    Instant next = Instant.now().plusSeconds(2);
                    await().until(() -> Instant.now().isAfter(next));
                }

                disk.free();

                awaitWell(ticker);
                new StoredTrades(ticker).awaitAllPlayedSoFar(RECOVERED);
            }
        }
    }

    @Test
    void aDiskThatIsNearlyFull_pausesIngestionBeforeAnythingEnds_andIngestionContinuesByItself() throws Exception {
        try (var disk = SmallDisk.at(Files.createDirectory(folder.resolve("disk")))) {
            assumeTrue(disk.isMounted(), "only root can mount a disk of memory");
            try (var ticker = RunningTicker.demo(disk.path(), LIVELY_ON_A_SMALL_DISK)) {
                awaitWell(ticker);
                List<Optional<Long>> processes = processes(ticker);

                disk.fillUntil(48L << 20);

                await("health names the disk").atMost(NOTICED).untilAsserted(() -> {
                    var answer = ticker.get("/healthz");
                    assertThat(answer.statusCode()).isEqualTo(200);
                    JsonNode health = json.readTree(answer.body());
                    assertThat(health.get("status").asText()).isEqualTo("degraded");
                    assertThat(health.at("/reasons/0").asText()).startsWith("the disk is nearly full: 4");
                    assertThat(ticker.metrics()).containsPattern("ticker_disk_paused\\{.*} [1-9]");
                });
                await("status names the disk").atMost(NOTICED).untilAsserted(() -> {
                    var status = ticker.ticker("status");
                    assertThat(line(status.text(), "ingester")).contains("the disk is nearly full");
                    assertThat(status.exit()).isEqualTo(1);
                });
                long stored = trades(ticker);
                Instant end = Instant.now().plusSeconds(20);
                await().atMost(NOTICED).until(() -> Instant.now().isAfter(end));
                assertThat(trades(ticker)).as("nothing is stored meanwhile").isEqualTo(stored);
                assertServesPairs(ticker);
                assertThat(processes(ticker)).as("nothing ends").isEqualTo(processes);

                disk.free();

                awaitWell(ticker);
                new StoredTrades(ticker).awaitAllPlayedSoFar(RECOVERED);
                assertThat(processes(ticker)).as("nothing ends").isEqualTo(processes);
            }
        }
    }

    private static List<Optional<Long>> processes(RunningTicker ticker) {
        return Stream.of("postgres", "ingester", "aggregator", "graphql-server")
                .map(program -> ticker.process(program).map(ProcessHandle::pid))
                .toList();
    }

    private static long trades(RunningTicker ticker) throws Exception {
        try (var database = ticker.database()) {
            return database.snapshot(tx -> tx.get("select count(*) from trade", columns -> columns.getLong(1)));
        }
    }

    private void assertServesPairs(RunningTicker ticker) throws Exception {
        var answer = ticker.get("/markets.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).get("pairs")).isNotEmpty();
    }

    private void awaitWell(RunningTicker ticker) {
        await("all are well").atMost(RECOVERED).untilAsserted(() -> {
            var status = ticker.ticker("status");
            assertThat(status.exit()).as(status.text()).isZero();
            JsonNode health = json.readTree(ticker.get("/healthz").body());
            assertThat(health.get("status").asText()).as(health.toString()).isEqualTo("ok");
        });
    }

    private static String line(String text, String program) {
        return text.lines()
                .filter(line -> line.strip().startsWith(program))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a line of " + program + " in " + text));
    }

    /** A process and its children, stopped until this is closed. */
    private record SuspendedProcesses(List<ProcessHandle> processes) implements AutoCloseable {

        static SuspendedProcesses of(ProcessHandle parent) throws IOException {
            var suspended = new SuspendedProcesses(
                    Stream.concat(Stream.of(parent), parent.descendants()).toList());
            suspended.signal("-STOP");
            return suspended;
        }

        int count() {
            return processes.size();
        }

        private void signal(String signal) throws IOException {
            Commands.run(Stream.concat(
                            Stream.of("kill", signal),
                            processes.stream()
                                    .filter(ProcessHandle::isAlive)
                                    .map(process -> Long.toString(process.pid())))
                    .toList());
        }

        @Override
        public void close() throws IOException {
            signal("-CONT");
        }
    }
}
