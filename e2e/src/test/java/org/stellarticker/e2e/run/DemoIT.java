package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.db.TestDatabase;

/** Runs {@code ./ticker} as people do: in their folders, beside their programs, and with their wrong settings. */
class DemoIT {

    @RegisterExtension
    static final TestDatabase OUTSIDE = TestDatabase.withoutSchema();

    private static final Duration DOWN_LIMIT = Duration.ofSeconds(10);

    /** For demos whose amount of history does not matter, so that their backfill is short. */
    private static final Map<String, String> SMALL = Map.of("SANDBOX_HISTORY_TRADES", "20000");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void twoDemosRunSideBySide_inFoldersThatOthersCannotEnterAndWithOddNames_andGoOnAfterTheyWereStopped()
            throws Exception {
        Path odd = home("an odd 100% home");
        try (var one = RunningTicker.demo(odd, Map.of());
                var other = RunningTicker.demo(home("other"), SMALL)) {
            assertThat(markets(one).get("pairs")).isNotEmpty();
            assertThat(markets(other).get("pairs")).isNotEmpty();
            assertThat(one.ticker("status").exit()).isZero();
            one.awaitWorking("webhook-sender");
            var challenge = one.get("/api/v1/auth?account=GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN");
            assertThat(challenge.statusCode()).as("accounts sign in").isEqualTo(200);

            var again = one.ticker("demo", "--detach");
            assertThat(again.exit()).isEqualTo(75);
            assertThat(again.text()).contains("already").contains(one.address());

            var clean = one.ticker("clean");
            assertThat(clean.exit()).as(clean.text()).isZero();
            assertThat(clean.text()).startsWith("kept: trades of");
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            var backfill = one.ticker("backfill", "--from", today.minusDays(1).toString(), "--to", today.toString());
            assertThat(backfill.exit()).as(backfill.text()).isZero();
            var tooOld = one.ticker("backfill", "--from", "2020-01-01", "--to", "2020-01-02");
            assertThat(tooOld.exit()).isEqualTo(69);
            assertThat(tooOld.text()).contains("--from: expected").contains("found 2020-01-01T00:00:00Z");

            await("the backfill has ended")
                    .atMost(Duration.ofMinutes(5))
                    .untilAsserted(() ->
                            assertThat(one.ticker("status").text()).containsPattern("complete +for all seven days"));
            long tradesBefore = trades(markets(one));
            assertThat(timeToStop(one)).isLessThan(DOWN_LIMIT);
            var stopped = one.ticker("status");
            assertThat(stopped.exit()).isEqualTo(3);
            assertThat(stopped.text()).containsPattern("demo stopped .*by ./ticker down");
            assertThat(one.ticker("clean").exit()).isEqualTo(69);
            assertThat(other.ticker("status").exit()).as("the other goes on").isZero();

            one.start();
            assertThat(trades(markets(one))).isCloseTo(tradesBefore, withinPercentage(1));
        }
    }

    @Test
    void killedWithSupervisord_theProgramsEnd_andTheNextDemoGoesOn() throws Exception {
        try (var ticker = RunningTicker.demo(home("killed"), SMALL)) {
            long supervisord = Long.parseLong(
                    Files.readString(ticker.state().resolve("lock")).strip());

            ProcessHandle.of(supervisord).orElseThrow().destroyForcibly();

            await("all end")
                    .atMost(DOWN_LIMIT)
                    .until(() -> Stream.of("postgres", "sandbox", "ingester", "aggregator", "json-generator")
                            .allMatch(program -> ticker.process(program).isEmpty()));
            var status = ticker.ticker("status");
            assertThat(status.exit()).isEqualTo(3);
            assertThat(status.text()).contains("demo ended without a word");
            ticker.start();
            assertThat(markets(ticker).get("pairs")).isNotEmpty();
        }
    }

    @Test
    void aProgramThatKeepsFailing_leavesTheRestServing_isShownWithItsReason_andIsRestarted() throws Exception {
        try (var ticker = RunningTicker.demo(home("hurt"), SMALL)) {
            Path jar = ticker.state().resolve("app/ingester.jar");
            Path away = Files.move(jar, jar.resolveSibling("away.jar"));
            ticker.process("ingester").orElseThrow().destroyForcibly();

            await("its reason is shown")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ticker.ticker("status").text())
                            .containsPattern("ingester +restarting +in \\d+ s; it ended: .*Unable to access jarfile"));
            assertThat(ticker.ticker("status").exit()).isEqualTo(1);
            assertThat(markets(ticker).get("pairs")).isNotEmpty();
            assertThat(ticker.process("graphql-server")).isPresent();

            Files.move(away, jar);
            ticker.awaitWorking("ingester");
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            var said = RunningTicker.notStarted(home("busy"), Map.of("TICKER_PORT", port))
                    .ticker("demo", "--detach");

            assertThat(said.exit()).isEqualTo(75);
            assertThat(said.text()).contains("TICKER_PORT: expected a free port", port);
        }
    }

    @Test
    void allFaultsAreReportedAtOnce_andAMisspeltNameIsAWarning() throws Exception {
        var settings = Map.of(
                "TICKER_BIND", "192.0.2.1",
                "BACKFILL_DAYS", "none",
                "CANDLE_1D_DAYS", "-1",
                "RETENTION_DAY", "9");

        var said = RunningTicker.notStarted(home("wrong"), settings).ticker("demo", "--detach");

        assertThat(said.exit()).isEqualTo(78);
        assertThat(said.text())
                .contains("ticker: TICKER_BIND: expected", "ticker: BACKFILL_DAYS: expected")
                .contains("ticker: CANDLE_1D_DAYS: expected", "ticker: warning: RETENTION_DAY: no such setting");
    }

    @ParameterizedTest
    @CsvSource({
        "sing, no such command: 'sing'",
        "demo, 'demo expects --detach or nothing, found ''loudly'''",
        "down, down takes no arguments"
    })
    void wrongUseIsRefused(String command, String expected) throws Exception {
        var said = RunningTicker.notStarted(home("none"), Map.of()).ticker(command, "loudly");

        assertThat(said.exit()).isEqualTo(64);
        assertThat(said.text()).contains(expected);
    }

    @Test
    void withoutARun_downSucceeds() throws Exception {
        var said = RunningTicker.notStarted(home("none"), Map.of()).ticker("down");

        assertThat(said.exit()).isZero();
        assertThat(said.text()).contains("nothing runs");
    }

    @Test
    void anExternalPostgresqlIsUsedInsteadOfTheInternalOne() throws Exception {
        var settings = Map.of("DATABASE_URL", OUTSIDE.url(), "SANDBOX_HISTORY_TRADES", "20000");
        try (var ticker = RunningTicker.demo(home("outside"), settings)) {
            assertThat(markets(ticker).get("pairs")).isNotEmpty();
            assertThat(ticker.state().resolve("pgdata")).doesNotExist();
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("TICKER_PORT", "http", 78, "TICKER_PORT: expected a port number"),
                Arguments.of("TICKER_BIND", "192.0.2.1", 78, "TICKER_BIND: expected an address of this machine"),
                Arguments.of("BACKFILL_DAYS", "none", 78, "BACKFILL_DAYS: expected a whole number"),
                Arguments.of("DATABASE_URL", "mysql://db", 78, "DATABASE_URL: expected jdbc:postgresql://"),
                Arguments.of("SANDBOX_REPLAY", "/absent.ndjson", 78, "SANDBOX_REPLAY: expected a file of trades"),
                Arguments.of("SANDBOX_REPLAY", "pom.xml", 78, "pom.xml, line 1: expected a JSON object"),
                Arguments.of("TICKER_HOME", "pom.xml", 73, "TICKER_HOME: expected a folder"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeUsedIsNamedInOneLine_andNothingIsLeftRunning(String setting, String value, int exit, String line)
            throws Exception {
        String found = value.equals("pom.xml") ? Path.of(value).toAbsolutePath().toString() : value;
        var ticker = RunningTicker.notStarted(home("wrong"), Map.of(setting, found));

        var said = ticker.ticker("demo", "--detach");

        assertThat(said.text()).contains("ticker: ").contains(line);
        assertThat(said.exit()).isEqualTo(exit);
        assertThat(RunningTicker.notStarted(folder.resolve("wrong"), Map.of())
                        .ticker("status")
                        .exit())
                .as("nothing runs")
                .isEqualTo(3);
    }

    private Path home(String name) throws Exception {
        return Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Duration timeToStop(RunningTicker ticker) throws Exception {
        Instant begun = Instant.now();
        assertThat(ticker.ticker("down").exit()).isZero();
        return Duration.between(begun, Instant.now());
    }

    private JsonNode markets(RunningTicker ticker) throws Exception {
        return json.readTree(ticker.get("/").body());
    }

    private static long trades(JsonNode markets) {
        long sum = 0;
        for (JsonNode pair : markets.get("pairs")) {
            sum += pair.get("trade_count_7d").asLong();
        }
        return sum;
    }
}
