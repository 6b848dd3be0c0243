package org.stellarticker.eventpublisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stellarticker.db.trade.Trades.NOON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;

/**
 * Apache Spark reads the topics by the sample of samples/spark: its prices of each minute are those of the candles, also for an
 * hour that was repaired meanwhile.
 */
@Tag("long")
@Tag("spark")
class SparkIT {

    private static final Path SAMPLE =
            Path.of("../samples/spark").toAbsolutePath().normalize();
    private static final Path PREPARED = Path.of("target/spark").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    /** A candle's sums and price, as texts without zeros at their ends. */
    private record Sums(BigDecimal base, BigDecimal counter, BigDecimal vwap) {

        Sums(JsonNode minute) {
            this(
                    new BigDecimal(minute.path("base_volume").asText()).stripTrailingZeros(),
                    new BigDecimal(minute.path("counter_volume").asText()).stripTrailingZeros(),
                    // Spark's division of decimals keeps fewer digits than the 20 of ours.
                    new BigDecimal(minute.path("vwap").asText())
                            .round(new MathContext(6))
                            .stripTrailingZeros());
        }
    }

    @Test
    void sparksPricesOfMinutesAreOursAlsoOfARepairedHour() throws Exception {
        prepare();
        try (var broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
                var publisher = new PublisherProcess(
                        db.url(), broker.address(), "stellar-ticker", folder.resolve("publisher.log"))) {
            var writers = new Writers(db.database());
            for (int second = 0; second < 3600; second += 30) {
                writers.store(EventKind.TRADES_STORED, ledger(second));
            }
            writers.aggregate(NOON.plusSeconds(3600));
            publisher.start();
            awaitPublished(broker);
            Map<String, Sums> before = ours(broker);
            assertThat(before).hasSize(120);
            assertThat(sparks(broker)).isEqualTo(before);

            // Ledgers between those, which a repair finds.
            for (int second = 615; second < 1800; second += 30) {
                writers.store(EventKind.WINDOW_REPAIRED, ledger(second));
            }
            writers.aggregate(NOON.plusSeconds(3660));
            awaitPublished(broker);
            Map<String, Sums> after = ours(broker);
            assertThat(after).hasSize(120).isNotEqualTo(before);
            assertThat(sparks(broker)).isEqualTo(after);

            // A new epoch publishes all trades again.
            publisher.kill();
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
                admin.deleteTopics(List.of("stellar-ticker.positions")).all().get();
            }
            int once = broker.committed("stellar-ticker.trades").size();
            publisher.start();
            await().atMost(SOON)
                    .until(() -> broker.committed("stellar-ticker.trades").size() == 2 * once);
            assertThat(sparks(broker)).isEqualTo(after);
        }
    }

    /** Returns trades whose prices differ from ledger to ledger. */
    private static List<Trade> ledger(int second) {
        return Writers.ledger(second + 1, 2 + second / 30 % 5, 1 + second % 7, 3);
    }

    private static void awaitPublished(KafkaBroker broker) {
        long newest = db.database().snapshot(new EventLog()::position);
        long changes = Long.parseLong(
                db.rows("select max(candle_change_id) from candle_change").getFirst());
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> broker.committed("stellar-ticker.positions").stream()
                        .reduce((_, last) -> last)
                        .map(last -> PublishedPosition.parse(last.value().getBytes(UTF_8)))
                        .filter(at -> at.position().lastEvent() == newest
                                && at.position().candles() == changes)
                        .isPresent());
    }

    /** Returns the newest candle of each minute and market, as the topic of candles has it. */
    private static Map<String, Sums> ours(KafkaBroker broker) throws IOException {
        var newest = new HashMap<String, JsonNode>();
        for (var record : broker.committed("stellar-ticker.candles")) {
            JsonNode candle = JSON.readTree(record.value());
            if (candle.path("interval").asText().equals("1m")) {
                newest.merge(
                        record.key() + " "
                                + Instant.parse(candle.path("open_time").asText()),
                        candle,
                        (one, other) -> one.path("revision").asLong()
                                        > other.path("revision").asLong()
                                ? one
                                : other);
            }
        }
        var sums = new TreeMap<String, Sums>();
        newest.forEach((key, candle) -> sums.put(key, new Sums(candle)));
        return sums;
    }

    private Map<String, Sums> sparks(KafkaBroker broker) throws Exception {
        Path output = folder.resolve("output-" + System.nanoTime());
        String jars;
        try (Stream<Path> found = Files.list(PREPARED.resolve("jars"))) {
            jars = String.join(",", found.map(Path::toString).sorted().toList());
        }
        run(
                SAMPLE,
                PREPARED.resolve("venv/bin/spark-submit").toString(),
                "--master",
                "local[2]",
                "--driver-memory",
                "768m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.sql.shuffle.partitions=2",
                "--jars",
                jars,
                SAMPLE.resolve("vwap.py").toString(),
                broker.address(),
                "stellar-ticker",
                output.toString());
        var sums = new TreeMap<String, Sums>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode minute = JSON.readTree(line);
                    sums.put(
                            minute.path("base").asText() + "/"
                                    + minute.path("counter").asText() + " "
                                    + OffsetDateTime.parse(
                                                    minute.path("open_time").asText())
                                            .toInstant(),
                            new Sums(minute));
                }
            }
        }
        return sums;
    }

    /** Installs Spark and what it needs to read Kafka; half a gigabyte, once. */
    private static void prepare() throws Exception {
        assumeTrue(works("python3", "-m", "venv", "--help"), "needs python3 with venv");
        assumeTrue(works("mvn", "--version"), "needs mvn");
        Files.createDirectories(PREPARED);
        if (!Files.exists(PREPARED.resolve("venv/bin/spark-submit"))) {
            run(SAMPLE, "python3", "-m", "venv", PREPARED.resolve("venv").toString());
            run(
                    SAMPLE,
                    PREPARED.resolve("venv/bin/pip").toString(),
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "-r",
                    "requirements.txt");
        }
        if (!Files.exists(PREPARED.resolve("jars"))) {
            run(
                    SAMPLE,
                    "mvn",
                    "-B",
                    "-q",
                    "dependency:copy-dependencies",
                    "-DincludeScope=runtime",
                    "-DoutputDirectory=" + PREPARED.resolve("jars"));
        }
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static void run(Path in, String... command) throws Exception {
        Path output = Files.createTempFile("spark", ".log");
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Spark looks for itself by the python3 of the path.
        builder.environment().merge("PATH", PREPARED.resolve("venv/bin").toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        Files.delete(output);
    }
}
