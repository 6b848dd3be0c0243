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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.e2e.oracle.LegacyMarkets;
import org.stellarticker.eventpublisher.KafkaBroker;
import org.stellarticker.marketdata.stream.KnownPairs;

/** Kills programs at random while a market trades: nothing is lost, doubled, incomplete or wrong afterwards. */
class KillIT {

    private static final Logger log = LoggerFactory.getLogger(KillIT.class);

    private static final List<String> VICTIMS = List.of(
            "ingester", "aggregator", "json-generator", "event-publisher", "postgres", "archiver", "webhook-sender");

    /** How many kills of each program, and what is traded meanwhile. */
    private record Run(int killsOfEach, int liveLedgers, int tradesALedger) {

        /** More than enough for as many live ledgers, whose sizes are random. */
        int liveTrades() {
            return liveLedgers * tradesALedger * 5 / 4;
        }

        /** The sandbox takes nine tenths as history. */
        int history() {
            return 9 * liveTrades();
        }
    }

    private static final long SEED = Long.getLong("kill.seed", 20_261_121);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    @Tag("short")
    void killedPrograms_loseNothingAndLeaveNothingTorn() throws Exception {
        run(new Run(3, 100, 40));
    }

    @Test
    @Tag("long")
    @Tag("kills")
    void programsKilledAHundredTimes_loseNothingAndLeaveNothingTorn() throws Exception {
        run(new Run(15, 900, 10));
    }

    private void run(Run run) throws Exception {
        Path replay = new GeneratedTrades(SEED, run.tradesALedger())
                .write(folder.resolve("replay.ndjson.gz"), run.history() + run.liveTrades());
        try (var kafka = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
                var receiver = new WebhookReceiver(() -> 200);
                var ticker = RunningTicker.demo(
                        folder,
                        Map.of(
                                "SANDBOX_REPLAY", replay.toString(),
                                "SANDBOX_LEDGER_SECONDS", "0.5",
                                "EVENTS_KAFKA_URL", kafka.address(),
                                "WEBHOOK_TRUSTED_ORIGINS", receiver.origin(),
                                "ARCHIVE_URL", folder.resolve("archive").toString()))) {
            int market = subscribe(ticker, receiver);
            try (var watch = new FileWatch(ticker)) {
                killAtRandom(ticker, run.killsOfEach());
                VICTIMS.forEach(ticker::awaitWorking);
                new TickerAgainstSource(ticker).awaitTheEndOfTrading();
                assertThat(watch.faults()).isEmpty();
                assertThat(watch.checked()).isGreaterThan(100);
            }
            List<Trade> source = new PlayedTrades(ticker).all();
            assertThat(liveLedgers(source, run.history())).isGreaterThanOrEqualTo(run.liveLedgers());
            new TickerAgainstSource(ticker).checkDatabase(source);
            checkMarkets(ticker, source);
            checkEvents(ticker, kafka);
            checkWebhooks(ticker, market, receiver);
        }
    }

    /** Subscribes to the trades of the market that trades most, in order, and returns its id. */
    private int subscribe(RunningTicker ticker, WebhookReceiver receiver) throws Exception {
        String key = ticker.ticker("account", "create", "kills", "--scopes", "subscribe")
                .text()
                .strip()
                .replaceFirst("(?s).*\n", "");
        try (var database = ticker.database()) {
            int market = database.snapshot(tx -> tx.get(
                    "select trade_pair_id from trade group by trade_pair_id order by count(*) desc limit 1",
                    row -> row.getInt(1)));
            TradePair pair = Objects.requireNonNull(database.snapshot(tx -> new KnownPairs().of(tx, List.of(market)))
                    .get(market));
            var answer = ticker.post(
                    "/api/v1/subscriptions",
                    "{\"type\": \"trade\", \"filter\": {\"base\": \""
                            + pair.base().sep11() + "\", \"counter\": \""
                            + pair.counter().sep11() + "\"}, \"delivery\": {\"type\": \"webhook\", \"url\": \""
                            + receiver.origin() + "/\", \"ordered\": true}}",
                    key);
            assertThat(answer.statusCode()).isEqualTo(201);
            return market;
        }
    }

    /** Each announced trade of the market was received, and no other, in the order of the messages. */
    private static void checkWebhooks(RunningTicker ticker, int market, WebhookReceiver receiver) throws IOException {
        try (var database = ticker.database()) {
            List<String> announced = database.snapshot(tx -> tx.list("""
                    select distinct 'trade-' || announced.toid || '-' || announced.index as message
                    from subscription
                    join event_log on position > after_event
                    cross join lateral unnest(toids, indexes) as announced (toid, index)
                    join trade on trade.toid = announced.toid and trade_index = announced.index
                    where trade_pair_id = ?
                    """, row -> row.getString("message"), market));
            assertThat(announced).hasSizeGreaterThan(50);
            await("all is received")
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(receiver.taken()).containsAll(announced));
            List<String> messages = database.snapshot(
                    tx -> tx.list("select message from delivery order by id", row -> row.getString("message")));
            assertThat(messages).containsExactlyInAnyOrderElementsOf(announced);
            assertThat(receiver.taken().stream().distinct().toList()).isEqualTo(messages);
        }
    }

    /** The topic has each trade that the event log announced, at its position, once. */
    private void checkEvents(RunningTicker ticker, KafkaBroker kafka) throws IOException {
        try (var database = ticker.database()) {
            List<String> announced = database.snapshot(tx -> tx.list(
                    "select position || ' ' || toid || '-' || index as trade from event_log"
                            + " cross join lateral unnest(toids, indexes) as announced (toid, index)",
                    row -> row.getString("trade")));
            assertThat(announced).hasSizeGreaterThan(1000);
            await("all is published")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> kafka.committed("stellar-ticker.trades").size() >= announced.size());
            List<String> published = new ArrayList<>();
            for (var trade : kafka.committed("stellar-ticker.trades")) {
                JsonNode members = json.readTree(trade.value());
                published.add(members.get("event_position").asText() + " "
                        + members.get("paging_token").asText());
            }
            assertThat(published.stream().sorted().toList())
                    .isEqualTo(announced.stream().sorted().toList());
        }
    }

    private static void killAtRandom(RunningTicker ticker, int killsOfEach) {
        var random = new Random(SEED);
        var victims = new ArrayList<String>();
        for (int i = 0; i < killsOfEach; i++) {
            victims.addAll(VICTIMS);
        }
        Collections.shuffle(victims, random);
        for (String victim : victims) {
            ticker.awaitWorking(victim);
            // Anywhere within some ledgers' work.
            Instant moment = Instant.now().plusMillis(random.nextInt(3000));
            await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().isAfter(moment));
            // Another's end may have ended it, too, a moment ago: its next start may be delayed.
            var process = await(victim + " is back")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> ticker.process(victim), Optional::isPresent)
                    .orElseThrow();
            log.info("kill -9 {} ({})", victim, process.pid());
            process.destroyForcibly();
        }
    }

    private void checkMarkets(RunningTicker ticker, List<Trade> source) throws Exception {
        JsonNode markets = new TickerAgainstSource(ticker).markets();
        var listed = source.stream().filter(KillIT::isBetweenListedAssets).toList();
        var expected = LegacyMarkets.values(listed, TickerAgainstSource.generatedAt(markets), Asset::code);
        Set<String> names = new HashSet<>();
        for (JsonNode pair : markets.get("pairs")) {
            String name = pair.get("name").asText();
            names.add(name);
            TickerAgainstSource.assertShows(pair, Objects.requireNonNull(expected.get(name), name));
        }
        assertThat(names).isEqualTo(expected.keySet());
    }

    /** An asset with the code REMOVE is never listed; the sandbox makes all others good enough to be listed. */
    private static boolean isBetweenListedAssets(Trade trade) {
        return Stream.of(trade.base(), trade.counter())
                .noneMatch(side -> side.asset().code().equals("REMOVE"));
    }

    /** How many ledgers with trades closed after the history. */
    private static long liveLedgers(List<Trade> source, int history) {
        return source.stream()
                .skip(history)
                .map(trade -> trade.id().ledger())
                .distinct()
                .count();
    }
}
