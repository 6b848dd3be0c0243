package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.Database;
import org.stellarticker.db.trade.TradeStore;

/**
 * Runs against a Horizon with all faults, with kills of the ingester: in the end exactly the true trades are stored,
 * row by row, and the audit has found what the stream omitted.
 */
class FaultIT {

    private static final Logger log = LoggerFactory.getLogger(FaultIT.class);

    private static final long SEED = Long.getLong("fault.seed", 20_261_121);

    /** Kinds that leave a reader without the trade, or without the true one. */
    private static final List<String> UNTRUE = List.of(
            "hidden",
            "not_a_number",
            "altered",
            "misdated",
            "dated_ahead",
            "large_record",
            "ahead",
            "ahead_unreadable",
            "behind_unreadable",
            "second_off");

    /** Kinds that the source repeats for ever: of these trades it never sends a record that can be read. */
    private static final List<String> WITHHELD = List.of("unknown_type", "no_text", "huge_number");

    /** A kind that the source repeats for ever, too, and that costs the trade nothing but the ids of its offers. */
    private static final String NO_OFFER_IDS = "no_offer_ids";

    /** One record in this many is wrong for ever, as long as there are kinds left. */
    private static final int ONE_IN = 100;

    private static final int STAYING = 3;

    private static final int KILLS_IN_A_ROW = 5;

    /** Kinds of documents that are seldom asked for; a long run meets them all. */
    private static final List<String> SELDOM =
            List.of("ledger_second_off", "just_begun", "newest_ahead", "newest_behind", "other_network");

    /** Kinds of lists, which are injected too; how often lists are asked for depends on their intervals. */
    private static final List<String> OF_LISTS =
            List.of("bad_asset", "asset_ahead", "bad_pool", "pool_ahead", "other_book");

    private static final List<String> OTHERS = List.of(
            "rate_limited",
            "rate_limited_bare",
            "error_html",
            "error_text",
            "empty",
            "redirect",
            "truncated",
            "cut_length",
            "cut_chunks",
            "idle_closed",
            "stale_history",
            "short_page",
            "unknown_fields",
            "numbers",
            "cut_event",
            "duplicate",
            "repeated",
            "out_of_order",
            "error_event");

    /** Kinds of single events: how many a short run meets depends on when it has caught up, so a long one meets them all. */
    private static final List<String> OF_STREAMS = List.of(
            "hidden", "altered", "cut_event", "duplicate", "repeated", "out_of_order", "error_event", "silence");

    /** Kinds that take their time. */
    private static final List<String> SLOW = List.of("silence", "trickle");

    /** Sizes and dead rows of the hot tables, each minute of the last run. */
    private static final Path TABLES = Path.of("target/fault-tables.csv");

    @TempDir
    Path folder;

    /**
     * @param live trades that are closed while the ticker runs; nine times as many were before
     * @param ofEachKind how many faults
     * @param ofEachSlowKind of those that take their time
     * @param atLeast so many faults in all
     */
    private record Run(
            int live,
            int tradesALedger,
            String ledgerSeconds,
            int ofEachKind,
            int ofEachSlowKind,
            int atLeast,
            int kills) {}

    @Test
    @Tag("short")
    void aBadHorizon_losesDoublesAndAltersNothing() throws Exception {
        run(new Run(2_400, 15, "0.5", 2, 1, 40, 0));
    }

    @Test
    @Tag("long")
    @Tag("faults")
    void aThousandFaults_andTwentyKills_loseDoubleAndAlterNothing() throws Exception {
        run(new Run(12_000, 25, "0.5", 60, 4, 1_000, 20));
    }

    /** About an hour; {@code ./ticker test --soak} runs it. */
    @Test
    @Tag("soak")
    void anHourOfFaultsAndKills_losesDoublesAndAltersNothing() throws Exception {
        run(new Run(90_000, 25, "1", 400, 10, 6_000, 60));
        assertThat(Files.readAllLines(TABLES))
                .as("sizes of tables, each minute")
                .hasSizeGreaterThan(10 * 30);
    }

    private void run(Run run) throws Exception {
        Path replay = new GeneratedTrades(SEED, run.tradesALedger())
                .write(folder.resolve("replay.ndjson.gz"), 10 * run.live());
        var settings = Map.of(
                "SANDBOX_REPLAY", replay.toString(),
                "SANDBOX_LEDGER_SECONDS", run.ledgerSeconds(),
                "SANDBOX_FAULTS", plan(run).toString(),
                "AUDIT_DELAY", "3s");
        try (var ticker = RunningTicker.demo(folder, settings);
                var database = ticker.database();
                var growth = TableGrowth.recordTo(TABLES, database)) {
            Optional<Long> ingester = ticker.process("ingester").map(ProcessHandle::pid);
            kill(ticker, run.kills());
            var played = new PlayedTrades(ticker);
            // No ledger takes longer than a second.
            played.awaitTheLast(Duration.ofMinutes(12).plusSeconds(run.live() / run.tradesALedger()));
            List<Trade> truth = played.all().stream().map(Trade::normalised).toList();
            String body = new String(ticker.horizon("/sandbox/faults").body(), StandardCharsets.UTF_8);
            JsonNode counted = new ObjectMapper().readTree(body);
            Set<String> withheld = staying(counted, WITHHELD);
            assertThat(withheld).as("trades that are never readable").hasSize(WITHHELD.size() * STAYING);
            List<Trade> readable = readable(truth, withheld, staying(counted, List.of(NO_OFFER_IDS)));

            await("nothing is missing but what is withheld, nothing altered")
                    // After the last kill the audit reads each hour again, by pages of which every fifth has a fault.
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(TradeDifferences.between(stored(database), readable))
                            .isEmpty());
            awaitTheAudit(database, hoursOf(truth, withheld));
            await("exactly what is withheld is rejected")
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(rejected(database)).containsExactlyInAnyOrderElementsOf(withheld));
            if (run.kills() == 0) {
                assertThat(ticker.process("ingester").map(ProcessHandle::pid))
                        .as("no fault ends it")
                        .isEqualTo(ingester);
            }
            body = new String(ticker.horizon("/sandbox/faults").body(), StandardCharsets.UTF_8);
            JsonNode kinds = new ObjectMapper().readTree(body).get("kinds");
            int faults = new ObjectMapper().readTree(body).get("total").asInt();
            log.info("{} trades, {} kills, faults {}", truth.size(), run.kills(), body.replaceAll("\\s+", " "));
            assertThat(growth.lines()).as("sizes of tables").hasSizeGreaterThan(10);
            assertThat(faults).isGreaterThanOrEqualTo(run.atLeast());
            boolean isLong = run.kills() > 0;
            assertThat(Stream.of(
                                    UNTRUE,
                                    OTHERS,
                                    SLOW,
                                    WITHHELD,
                                    List.of(NO_OFFER_IDS),
                                    isLong ? SELDOM : List.<String>of())
                            .flatMap(List::stream)
                            .filter(kind -> isLong || !OF_STREAMS.contains(kind)))
                    .allSatisfy(kind ->
                            assertThat(kinds.path(kind).asInt()).as(kind).isPositive());
            assertThat(OF_STREAMS)
                    .as("faults of streams")
                    .anySatisfy(kind -> assertThat(kinds.path(kind).asInt()).isPositive());
            assertThat(repaired(database)).as("found by the audit").isPositive();
            long alarms = alarms(ticker);
            log.info("{} lines of the ingester's log alarm", alarms);
            assertThat(alarms).as("lines that alarm").isLessThan(faults / 2 + 10L * run.kills());
        }
    }

    private Path plan(Run run) throws Exception {
        String kinds = Stream.of(UNTRUE, OTHERS, SELDOM, OF_LISTS)
                .flatMap(List::stream)
                .map(kind -> kind + " " + run.ofEachKind())
                .collect(Collectors.joining("\n"));
        String staying = Stream.concat(WITHHELD.stream(), Stream.of(NO_OFFER_IDS))
                .map(kind -> kind + " " + STAYING + " stays")
                .collect(Collectors.joining("\n"));
        String slow =
                SLOW.stream().map(kind -> kind + " " + run.ofEachSlowKind()).collect(Collectors.joining("\n"));
        return Files.writeString(
                folder.resolve("plan.txt"),
                "seed " + SEED % 1_000_000 + "\nrequests 5\nevents 4\nrecords " + ONE_IN + "\n" + staying + "\n" + kinds
                        + "\n" + slow + "\n");
    }

    private static void kill(RunningTicker ticker, int times) {
        var random = new Random(SEED);
        for (int i = 0; i < times; i++) {
            ticker.awaitWorking("ingester");
            // A run of half a minute is a good one, after which restarts are not delayed; else the run would only wait.
            boolean steady = i % KILLS_IN_A_ROW == KILLS_IN_A_ROW - 1;
            Instant moment = Instant.now().plusMillis(steady ? 31_000 : random.nextInt(4_000));
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Instant.now().isAfter(moment));
            var process = await().until(() -> ticker.process("ingester"), Optional::isPresent)
                    .orElseThrow();
            log.info("kill -9 ingester ({})", process.pid());
            process.destroyForcibly();
        }
    }

    private static List<Trade> stored(Database database) {
        return database.snapshot(tx -> new TradeStore(database).list(tx, Instant.EPOCH, Instant.now()));
    }

    /** Returns the tokens of the trades that are wrong for ever by one of these kinds. */
    private static Set<String> staying(JsonNode faults, List<String> kinds) {
        return kinds.stream()
                .flatMap(kind ->
                        StreamSupport.stream(faults.at("/staying/" + kind).spliterator(), false))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static List<Trade> readable(List<Trade> truth, Set<String> withheld, Set<String> withoutOffers) {
        return truth.stream()
                .filter(trade -> !withheld.contains(trade.id().toString()))
                .map(trade -> withoutOffers.contains(trade.id().toString()) ? withoutOffers(trade) : trade)
                .toList();
    }

    private static Trade withoutOffers(Trade trade) {
        return trade.base().party() instanceof OfferParty base
                        && trade.counter().party() instanceof OfferParty counter
                ? new Trade(
                        trade.id(),
                        trade.ledgerCloseTime(),
                        withoutOffer(trade.base(), base),
                        withoutOffer(trade.counter(), counter),
                        trade.price(),
                        trade.baseIsSeller(),
                        trade.poolFee())
                : trade;
    }

    private static TradeSide withoutOffer(TradeSide side, OfferParty party) {
        return new TradeSide(side.asset(), side.amount(), new OfferParty(party.account(), OptionalLong.empty()));
    }

    /** Returns the hours that the audit may count withheld trades against: it knows their positions, not their close times. */
    private static Set<Instant> hoursOf(List<Trade> truth, Set<String> withheld) {
        var hours = new HashSet<Instant>();
        for (int i = 0; i < truth.size(); i++) {
            if (withheld.contains(truth.get(i).id().toString())) {
                truth.subList(Math.max(0, i - 1), Math.min(truth.size(), i + 2)).stream()
                        .map(trade -> trade.ledgerCloseTime().truncatedTo(ChronoUnit.HOURS))
                        .forEach(hours::add);
            }
        }
        return hours;
    }

    /** Lists the tokens of rejected records; a record whose token was wrong has none. */
    private static List<String> rejected(Database database) {
        return database.snapshot(tx -> tx.list(
                "select paging_token from rejected_trade where paging_token is not null", row -> row.getString(1)));
    }

    /**
     * All but the hour that goes on.
     *
     * @param unreadable the hours that may disagree
     */
    private static void awaitTheAudit(Database database, Set<Instant> unreadable) {
        await("all hours agree")
                .atMost(Duration.ofMinutes(8))
                .untilAsserted(() -> assertThat(database.<List<String>>snapshot(
                                tx -> tx.list("""
                                    select hours.hour || ' ' || coalesce(state || ' ' || reason, 'was not looked at')
                                    from (select distinct date_trunc('hour', closed_at) as hour from ledger) as hours
                                    left join audit_window using (hour)
                                    where (state = 'disagreed'
                                            or (state is distinct from 'agreed' and hours.hour < date_trunc('hour', now())))
                                        and not (state = 'disagreed' and hours.hour = any(?::timestamptz[]))
                                    """, row -> row.getString(1), (Object) unreadable.stream()
                                        .map(Instant::toString)
                                        .toArray(String[]::new))))
                        .isEmpty());
    }

    /** Faults that pass are in the metrics; a log line for each would flood the log. */
    private static long alarms(RunningTicker ticker) throws IOException {
        try (var lines = Files.lines(ticker.state().resolve("log/ingester.log"))) {
            return lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .count();
        }
    }

    private static long repaired(Database database) {
        return database.snapshot(
                tx -> tx.get("select coalesce(sum(trades_repaired), 0) from audit_window", row -> row.getLong(1)));
    }
}
