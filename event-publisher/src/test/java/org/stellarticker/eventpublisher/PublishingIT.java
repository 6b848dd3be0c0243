package org.stellarticker.eventpublisher;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;

/** The program against a real PostgreSQL and a real broker, both of which it may lose, and killed itself. */
class PublishingIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static KafkaBroker broker;

    private Writers writers;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        // A log of candles that begins above 1 has lost its beginning.
        db.execute("alter table candle_change alter candle_change_id restart");
        writers = new Writers(db.database());
    }

    @Test
    void publishesAllKindsByTheirSchemasKeyedByMarket() throws Exception {
        writers.store(EventKind.TRADES_STORED, Writers.ledger(60, 4));
        writers.aggregate(NOON.plusSeconds(90));
        try (var publisher = publisher("kinds")) {
            publisher.start();
            await().atMost(SOON)
                    .until(() -> hasTopics("kinds") && records("kinds.markets").size() >= 2);
            writers.store(EventKind.WINDOW_REPAIRED, Writers.ledger(30, 2));
            writers.aggregate(NOON.plusSeconds(95));
            await().atMost(SOON)
                    .until(() -> records("kinds.corrections").size() == 2
                            && records("kinds.candles").stream()
                                    .anyMatch(candle -> candle.path("revision").asLong() > 0));
        }

        for (String kind : List.of("trade", "correction", "candle", "market", "position")) {
            List<ConsumerRecord<String, String>> found = broker.committed("kinds." + kind + "s");
            assertThat(found).as(kind).isNotEmpty();
            Schema schema = schema(kind);
            found.forEach(record -> assertThat(schema.validate(record.value(), InputFormat.JSON))
                    .as(record.value())
                    .isEmpty());
        }
        for (String topic : List.of("kinds.trades", "kinds.corrections", "kinds.candles", "kinds.markets")) {
            var partitions = new HashMap<String, Integer>();
            broker.committed(topic).forEach(record -> {
                JsonNode json = json(record);
                assertThat(record.key())
                        .isEqualTo(json.path("base").asText() + "/"
                                + json.path("counter").asText());
                assertThat(partitions.merge(record.key(), record.partition(), (one, _) -> one))
                        .isEqualTo(record.partition());
            });
        }
        assertThat(records("kinds.trades")).hasSize(6);
        JsonNode minute = records("kinds.candles").stream()
                .filter(candle -> candle.path("interval").asText().equals("1h"))
                .reduce((_, last) -> last)
                .orElseThrow();
        assertThat(minute.path("trade_count").asInt()).isEqualTo(3);
        assertThat(minute.path("vwap").asText()).isEqualTo("0.5");
    }

    @Test
    @Tag("long")
    @Tag("kafka")
    void eachPositionIsPublishedOnceHoweverOftenThePublisherIsKilled() throws Exception {
        killWhileTradesAreWritten(12);
    }

    @Test
    @Tag("short")
    void eachPositionIsPublishedOnceThoughThePublisherIsKilled() throws Exception {
        killWhileTradesAreWritten(3);
    }

    /** Trades are written all the time, in transactions that commit in any order. */
    private void killWhileTradesAreWritten(int kills) throws Exception {
        var random = new Random(7);
        var stored = new ArrayList<Trade>();
        try (var publisher = publisher("kills")) {
            publisher.start();
            await().atMost(SOON).until(() -> hasTopics("kills"));
            int sequence = 1;
            for (int kill = 0; kill < kills; kill++) {
                long until = System.nanoTime()
                        + Duration.ofMillis(300 + random.nextInt(2500)).toNanos();
                while (System.nanoTime() < until) {
                    List<Trade> batch = Writers.ledger(sequence, 1 + sequence % 40);
                    sequence++;
                    writers.store(sequence % 10 == 0 ? EventKind.WINDOW_REPAIRED : EventKind.TRADES_STORED, batch);
                    stored.addAll(batch);
                }
                writers.aggregate(NOON.plusSeconds(sequence));
                publisher.kill();
                publisher.start();
            }
            long newest = newestEvent();
            await().atMost(SOON).until(() -> publishedTo("kills") == newest);
        }

        List<JsonNode> trades = records("kills.trades");
        assertThat(trades)
                .extracting(trade -> trade.path("epoch").asInt())
                .containsOnly(epochs("kills").getFirst());
        assertThat(trades)
                .extracting(trade -> trade.path("event_position").asText() + " "
                        + trade.path("paging_token").asText())
                .doesNotHaveDuplicates();
        assertThat(trades.stream()
                        .map(trade -> trade.path("paging_token").asText())
                        .collect(toSet()))
                .isEqualTo(stored.stream().map(trade -> trade.id().toString()).collect(toSet()));
        assertThat(records("kills.corrections"))
                .extracting(correction -> correction.path("event_position").asText()
                        + correction.path("base").asText()
                        + correction.path("counter").asText())
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertInOrder(broker.committed("kills.trades"));
    }

    private static void assertInOrder(List<ConsumerRecord<String, String>> records) {
        var last = new HashMap<String, Long>();
        records.forEach(record -> {
            long position = json(record).path("event_position").asLong();
            assertThat(position).isGreaterThanOrEqualTo(last.getOrDefault(record.key(), 0L));
            last.put(record.key(), position);
        });
    }

    @Test
    void aBrokerThatIsAwayIsWaitedForWithOneLineAndNothingIsLost() throws Exception {
        publishToABrokerThatIsAway("away", Duration.ZERO);
    }

    @Test
    @Tag("soak")
    void aBrokerThatIsAwayForTenMinutesIsWaitedForWithOneLineAndNothingIsLost() throws Exception {
        publishToABrokerThatIsAway("long", Duration.ofMinutes(10));
    }

    private void publishToABrokerThatIsAway(String topics, Duration longer) throws Exception {
        try (var publisher = publisher(topics)) {
            publisher.start();
            writers.store(EventKind.TRADES_STORED, Writers.ledger(1, 3));
            await().atMost(SOON).until(() -> hasTopics(topics) && publishedTo(topics) == newestEvent());
            broker.kill();
            for (int sequence = 2; sequence < 100; sequence++) {
                writers.store(EventKind.TRADES_STORED, Writers.ledger(sequence, 3));
            }
            // Several tries fail.
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> publisher.log().stream().anyMatch(line -> line.contains("Kafka unavailable")));
            // The 98 ledgers that were stored meanwhile.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> publisher.gauge("ticker_events_behind").orElse(0) == 98);
            if (longer.isPositive()) {
                await().pollDelay(longer)
                        .atMost(longer.plusMinutes(1))
                        .until(() -> publisher.gauge("ticker_events_behind").orElse(0) == 98);
            }
            broker.start();
            await().atMost(Duration.ofMinutes(2)).until(() -> publishedTo(topics) == newestEvent());
            assertThat(publisher.log().stream().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("Kafka unavailable; events wait in the database"));
            assertThat(publisher.log()).anyMatch(line -> line.contains("Kafka available again"));
            await().atMost(SOON)
                    .until(() -> publisher.gauge("ticker_events_behind").orElse(1) == 0);
        }

        assertThat(records(topics + ".trades"))
                .extracting(trade -> trade.path("paging_token").asText())
                .doesNotHaveDuplicates()
                .hasSize(99 * 3);
    }

    /** As a rebuild makes it: more than the program's 64 MB hold, in one transaction of the aggregator. */
    @Test
    void aChangeOfManyCandlesIsPublishedWithinASmallHeap() throws Exception {
        writers.store(EventKind.TRADES_STORED, Writers.ledger(1, 2));
        writers.aggregate(NOON.plusSeconds(60));
        int minutes = 80_000;
        db.execute("""
                insert into candle_1m
                select (jsonb_populate_record(candle, jsonb_build_object('open_time', open_time - n * interval '1 minute'))).*
                from candle_1m as candle, generate_series(1, %d) as n
                """.formatted(minutes / 2));
        db.execute("""
                update candle_change
                set first_minutes = array(
                    select minute - %d * interval '1 minute' from unnest(first_minutes) as given (minute)
                )
                """.formatted(minutes / 2));
        try (var publisher = publisher("large")) {
            publisher.start();
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> hasTopics("large") && publishedTo("large") == newestEvent());
            assertThat(publisher.log()).noneMatch(line -> line.contains("OutOfMemory"));
        }

        assertThat(broker.committed("large.candles").stream()
                        .filter(record -> record.value().contains("\"interval\":\"1m\"")))
                .hasSize(minutes + 2);
        assertThat(broker.committed("large.positions")).hasSize(1);
    }

    /** As after a restore of a backup, or when a replica took over that lacks the last commits. */
    @Test
    void anotherEventLogBeginsANewEpochWithAllThatIsKept() throws Exception {
        writers.store(EventKind.TRADES_STORED, Writers.ledger(1, 3));
        try (var publisher = publisher("epochs")) {
            publisher.start();
            await().atMost(SOON)
                    .until(() -> hasTopics("epochs") && records("epochs.trades").size() == 3);
            publisher.kill();
            db.clear();
            writers = new Writers(db.database());
            writers.store(EventKind.TRADES_STORED, Writers.ledger(2, 2));
            writers.store(EventKind.TRADES_STORED, Writers.ledger(3, 2));
            publisher.start();
            await().atMost(SOON).until(() -> records("epochs.trades").size() == 7);
        }

        assertThat(epochs("epochs")).hasSize(2);
        assertThat(records("epochs.trades").stream()
                        .filter(trade ->
                                trade.path("epoch").asInt() == epochs("epochs").getLast()))
                .extracting(trade -> trade.path("event_position").asInt())
                .containsExactlyInAnyOrder(1, 1, 2, 2);
    }

    @Test
    void anEpochNeverRepeatsEvenIfThePositionsAreDeleted() throws Exception {
        writers.store(EventKind.TRADES_STORED, Writers.ledger(1, 3));
        try (var publisher = publisher("deleted")) {
            publisher.start();
            await().atMost(SOON)
                    .until(() ->
                            hasTopics("deleted") && records("deleted.trades").size() == 3);
            publisher.kill();
            try (Admin admin = admin()) {
                admin.deleteTopics(List.of("deleted.positions")).all().get();
            }
            await().atMost(SOON).until(() -> !hasTopics("deleted"));
            publisher.start();
            await().atMost(SOON).until(() -> records("deleted.trades").size() == 6);
        }

        assertThat(epochs("deleted")).hasSize(2);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.address()));
    }

    /** Returns the epochs of all trades, each once and ascending. */
    private static List<Integer> epochs(String prefix) {
        return records(prefix + ".trades").stream()
                .map(trade -> trade.path("epoch").asInt())
                .distinct()
                .sorted()
                .toList();
    }

    private static PublisherProcess publisher(String prefix) {
        return new PublisherProcess(db.url(), broker.address(), prefix, folder.resolve(prefix + ".log"));
    }

    private static boolean hasTopics(String prefix) {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get().contains(prefix + ".positions");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long publishedTo(String prefix) {
        return broker.committed(prefix + ".positions").stream()
                .reduce((_, last) -> last)
                .map(last -> json(last).path("event_position").asLong())
                .orElse(-1L);
    }

    private static long newestEvent() {
        return db.database().snapshot(new EventLog()::position);
    }

    private static List<JsonNode> records(String topic) {
        return broker.committed(topic).stream().map(PublishingIT::json).toList();
    }

    private static JsonNode json(ConsumerRecord<String, String> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String kind) throws IOException {
        String text = Files.readString(Path.of("../docs/events/" + kind + ".schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }
}
