package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.db.Database;

/**
 * Checks the first minutes against a network of thousands of assets: how soon order books and pools are known, and that
 * no alarm is raised while all is well. Each minute is a line in the test's log.
 */
@Tag("long")
@Tag("first-start")
class FirstStartIT {

    private static final Logger log = LoggerFactory.getLogger(FirstStartIT.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    /** What said that something is wrong, each once. */
    private final Set<String> alarms = new LinkedHashSet<>();

    @TempDir
    Path folder;

    /**
     * How far it has come.
     *
     * @param books order books known, of {@code markets} that traded and are listed
     * @param pools liquidity pools known, of {@code poolsOfKnown} whose assets are known
     */
    private record Progress(int books, int markets, int pools, int poolsOfKnown, boolean backfilled) {

        boolean isComplete() {
            return markets > 0 && books >= markets && pools > 0 && pools >= poolsOfKnown && backfilled;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "36000, 9"})
    void booksAndPoolsAreKnownWithinMinutes_andNothingAlarms(String requestsPerHour, int minutes) throws Exception {
        var settings = Map.of(
                "SANDBOX_ASSETS", "2000",
                "SANDBOX_POOLS", "1500",
                "SANDBOX_MARKETS", "500",
                "HORIZON_REQUESTS_PER_HOUR", requestsPerHour);
        Instant begun = Instant.now();
        try (var ticker = RunningTicker.demo(folder, settings);
                var database = ticker.database()) {
            log.info("{} requests/h: pairs after {} s", requestsPerHour, seconds(begun));
            Progress progress = progress(ticker, database);
            for (int minute = 1; minute <= minutes && !(progress.isComplete() && minute > 3); minute++) {
                Instant end = begun.plus(Duration.ofMinutes(minute));
                while (Instant.now().isBefore(end)) {
                    lookForAlarms(ticker, begun);
                    Instant next = Instant.now().plus(BETWEEN_LOOKS);
                    await().atMost(Duration.ofMinutes(1))
                            .until(() -> Instant.now().isAfter(next));
                }
                progress = progress(ticker, database);
                log.info(
                        "{} requests/h, minute {}: {}; {}",
                        requestsPerHour,
                        minute,
                        progress,
                        health(ticker).toString());
            }
            lookForAlarmsInLogs(ticker);

            assertThat(alarms).isEmpty();
            assertThat(progress.isComplete()).as(progress.toString()).isTrue();
        }
    }

    private static long seconds(Instant begun) {
        return Duration.between(begun, Instant.now()).toSeconds();
    }

    private Progress progress(RunningTicker ticker, Database database) throws Exception {
        int[] books = database.snapshot(tx -> tx.get("""
            select count(order_book.trade_pair_id)::int, count(*)::int
            from market_window
            join trade_pair using (trade_pair_id)
            join asset base on base.asset_id = base_asset_id
            join asset counter on counter.asset_id = counter_asset_id
            left join order_book using (trade_pair_id)
            where window_hours = 168 and base.is_valid and counter.is_valid
            """, row -> new int[] {row.getInt(1), row.getInt(2)}));
        int pools = database.snapshot(tx -> tx.get("select count(*)::int from liquidity_pool", row -> row.getInt(1)));
        boolean backfilled = database.snapshot(tx -> tx.get(
                "select not exists (select from backfill where completed_at is null)", row -> row.getBoolean(1)));
        return new Progress(books[0], books[1], pools, poolsOfKnownAssets(ticker, database), backfilled);
    }

    /** As the sandbox itself has them. */
    private int poolsOfKnownAssets(RunningTicker ticker, Database database) throws Exception {
        Set<String> known = new HashSet<>(database.<List<String>>snapshot(tx -> tx.list(
                "select case when issuer = 'native' then 'native' else code || ':' || issuer end from asset",
                row -> row.getString(1))));
        int pools = 0;
        String cursor = "";
        while (true) {
            JsonNode records = json.readTree(ticker.horizon("/liquidity_pools?limit=200&cursor=" + cursor)
                            .body())
                    .at("/_embedded/records");
            if (records.isEmpty()) {
                return pools;
            }
            for (JsonNode pool : records) {
                cursor = pool.get("id").asText();
                pools += known.containsAll(pool.get("reserves").findValuesAsText("asset")) ? 1 : 0;
            }
        }
    }

    private void lookForAlarms(RunningTicker ticker, Instant begun) throws Exception {
        var status = ticker.ticker("status");
        if (status.exit() != 0) {
            alarm(begun, "status exits with " + status.exit() + ":\n" + status.text());
        }
        JsonNode health = health(ticker);
        if (!health.get("status").asText().equals("ok")) {
            alarm(begun, "/healthz: " + health);
        }
        for (JsonNode program : health.get("programs")) {
            if (program.path("lag_seconds").asDouble(0) < 0) {
                alarm(begun, "lag below 0: " + health);
            }
        }
    }

    private void alarm(Instant begun, String text) {
        log.warn("after {} s: {}", seconds(begun), text);
        alarms.add(text);
    }

    private JsonNode health(RunningTicker ticker) throws Exception {
        return json.readTree(ticker.get("/healthz").body());
    }

    private void lookForAlarmsInLogs(RunningTicker ticker) throws IOException {
        for (String program : List.of("ingester", "aggregator", "json-generator", "graphql-server", "db-cleaner")) {
            try (Stream<String> lines = Files.lines(ticker.state().resolve("log/" + program + ".log"))) {
                var alarming = new ArrayList<>(lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                        .toList());
                alarming.forEach(line -> log.warn("{}: {}", program, line));
                alarms.addAll(alarming);
            }
        }
    }
}
