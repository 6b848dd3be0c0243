package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the dashboard of a demo in a browser, by the tests in {@code dashboard/browser}. */
@Tag("long")
@Tag("dashboard")
class DashboardIT {

    private static final Path DASHBOARD =
            Path.of("../dashboard").toAbsolutePath().normalize();
    private static final Path LOG = Path.of("target/dashboard-browser.log");
    private static final Duration BACKFILL_LIMIT = Duration.ofMinutes(3);
    private static final Duration TESTS_LIMIT = Duration.ofMinutes(25);

    @TempDir
    Path folder;

    @Test
    void theBrowserTestsPass() throws Exception {
        assumeTrue(isBuilt(), "Node is not there, so that the dashboard is not built");
        assertThat(run(Map.of(), "sh", "../docker/machine.sh", "browser")).isZero();
        Path home = Files.createDirectory(
                folder.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var ticker = RunningTicker.demo(home, Map.of("EXCHANGE", "on"))) {
            await("the whole history")
                    .atMost(BACKFILL_LIMIT)
                    .until(() -> status(ticker).get("complete_percent").asDouble() == 100);
            int exit = run(
                    Map.of(
                            "TICKER_ADDRESS",
                            ticker.address(),
                            "TICKER_HOME",
                            home.toRealPath().toString(),
                            "HORIZON_ADDRESS",
                            "http://127.0.0.1:" + ticker.horizonPort()),
                    "npm",
                    "--prefix",
                    DASHBOARD.toString(),
                    "run",
                    "browser");
            assertThat(exit).as(Files.readString(LOG)).isZero();
        }
    }

    private static JsonNode status(RunningTicker ticker) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(ticker.get("/api/v1/status").body());
    }

    private static boolean isBuilt() {
        return Files.exists(Path.of("../target/dist/pages/dashboard/index.html"));
    }

    private static int run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(LOG.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(TESTS_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroy();
        }
        assertThat(ended).as("ended in time: " + Files.readString(LOG)).isTrue();
        return process.exitValue();
    }
}
