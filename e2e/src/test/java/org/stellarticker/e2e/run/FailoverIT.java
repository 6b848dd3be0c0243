package org.stellarticker.e2e.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.trade.TradeStore;

/**
 * Two PostgreSQL in streaming replication: the API reads the standby, the primary is killed while a market trades, the standby is
 * promoted, and all programs go on with it.
 */
@Tag("long")
@Tag("failover")
class FailoverIT {

    private static final Logger log = LoggerFactory.getLogger(FailoverIT.class);

    private static final int LEDGERS = 240;
    private static final int TRADES_A_LEDGER = 10;
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String TRADES = "select toid || '-' || trade_index from trade";

    private static final List<String> PROGRAMS =
            List.of("ingester", "aggregator", "json-generator", "graphql-server", "db-cleaner");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    private Path binaries;

    @BeforeEach
    void findPostgres() throws Exception {
        Optional<Path> found = ReplicatedPostgres.installed();
        assumeTrue(found.isPresent(), "needs Debian's PostgreSQL with pg_basebackup: apt-get install postgresql");
        binaries = found.get();
    }

    @Test
    void withSynchronousCommitNoCommittedTradeIsLost() throws Exception {
        try (var postgres = servers(true);
                var ticker = ticker(postgres)) {
            awaitLiveTrades(postgres, 200);
            assertTheApiReadsTheStandby(postgres, ticker);

            Set<String> committed = killAfterReading(postgres);
            Set<String> left = Set.copyOf(postgres.onStandby(TRADES));
            assertThat(left).containsAll(committed);
            log.info("failover: {} trades committed, 0 lost", committed.size());

            assertThatAllGoesOn(postgres, ticker);
        }
    }

    @Test
    void withoutItTheLossIsBoundedAndMended() throws Exception {
        try (var postgres = servers(false);
                var ticker = ticker(postgres)) {
            awaitLiveTrades(postgres, 100);
            int before = postgres.onPrimary(TRADES).size();
            postgres.cutOff();
            awaitLiveTrades(postgres, 300);
            awaitAge(ticker);

            Set<String> committed = killAfterReading(postgres);
            Set<String> left = Set.copyOf(postgres.onStandby(TRADES));
            var lost = new HashSet<>(committed);
            lost.removeAll(left);
            // What was committed while the standby was cut off, and no more.
            assertThat(lost).isNotEmpty().hasSizeLessThanOrEqualTo(committed.size() - before + TRADES_A_LEDGER * 4);
            log.info("failover: {} trades committed, {} lost at first", committed.size(), lost.size());

            assertThatAllGoesOn(postgres, ticker);
            assertThat(Set.copyOf(postgres.onStandby(TRADES))).containsAll(committed);
        }
    }

    private ReplicatedPostgres servers(boolean synchronous) throws Exception {
        return ReplicatedPostgres.start(binaries, Files.createDirectory(folder.resolve("postgres")), synchronous);
    }

    private RunningTicker ticker(ReplicatedPostgres postgres) throws Exception {
        Path replay = new GeneratedTrades(7, TRADES_A_LEDGER)
                .write(folder.resolve("replay.ndjson.gz"), LEDGERS * TRADES_A_LEDGER * 10);
        return RunningTicker.demo(
                folder.resolve("ticker"),
                Map.of(
                        "SANDBOX_REPLAY", replay.toString(),
                        "SANDBOX_LEDGER_SECONDS", "0.5",
                        "DATABASE_URL", postgres.address(),
                        "DATABASE_READ_URL", postgres.addressForReads(),
                        "REPLICA_MAX_LAG", "5s"));
    }

    private static void awaitLiveTrades(ReplicatedPostgres postgres, int more) throws SQLException {
        int before = postgres.onPrimary(TRADES).size();
        await("trades are stored")
                .atMost(SOON)
                .until(() -> postgres.onPrimary(TRADES).size() >= before + more);
    }

    private void assertTheApiReadsTheStandby(ReplicatedPostgres postgres, RunningTicker ticker) throws Exception {
        assertThat(postgres.onStandby("select application_name from pg_stat_activity"))
                .contains("graphql-server", "graphql-server checks");
        assertThat(postgres.onPrimary("select application_name from pg_stat_activity"))
                .contains("graphql-server reports")
                .doesNotContain("graphql-server", "graphql-server checks");
        JsonNode market = json.readTree(ticker.get("/api/v1/markets?limit=1").body());
        assertThat(market.toString()).contains("as_of");
        await("all is well")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(state(ticker)).isEqualTo("ok"));
    }

    /** The node says how old its replica is, and that this is too old. */
    private void awaitAge(RunningTicker ticker) {
        await("the replica is too old")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(new String(ticker.get("/healthz").body(), UTF_8))
                                .contains("degraded", "the read replica is ", "more than REPLICA_MAX_LAG (5 s)"));
    }

    private String state(RunningTicker ticker) throws Exception {
        return json.readTree(ticker.get("/healthz").body()).path("status").asText();
    }

    /** Returns the trades that were committed just before the primary was killed; the standby is promoted then. */
    private static Set<String> killAfterReading(ReplicatedPostgres postgres) throws SQLException {
        Set<String> committed = Set.copyOf(postgres.onPrimary(TRADES));
        postgres.killPrimary();
        postgres.promote();
        return committed;
    }

    private void assertThatAllGoesOn(ReplicatedPostgres postgres, RunningTicker ticker) throws Exception {
        Instant promoted = Instant.now();
        await("all programs write to the new primary")
                .atMost(SOON)
                .until(() -> Set.copyOf(postgres.onStandby(
                                "select program from program_status where updated_at > now() - interval '5 s' and updated_at > '"
                                        + promoted + "'"))
                        .containsAll(PROGRAMS));
        log.info(
                "failover: all programs went on after {} ms",
                Duration.between(promoted, Instant.now()).toMillis());
        String newest = new PlayedTrades(ticker).awaitTheLast(Duration.ofMinutes(10));
        await("all is stored and summed")
                .atMost(SOON)
                .until(() -> postgres.onStandby("select exists (select from trade where toid || '-' || trade_index = '"
                                + newest + "') and not exists (select from change_mark)"
                                + " and not exists (select from backfill where completed_at is null)")
                        .equals(List.of("t")));
        List<Trade> source = new PlayedTrades(ticker).all();
        try (var database = Database.open(DatabaseAddress.parse(postgres.address()), "e2e")) {
            List<Trade> stored =
                    database.snapshot(tx -> new TradeStore(database).list(tx, Instant.EPOCH, Instant.now()));
            assertThat(TradeDifferences.between(
                            stored, source.stream().map(Trade::normalised).toList()))
                    .isEmpty();
        }
        await("all is well again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(state(ticker)).isEqualTo("ok"));
    }
}
