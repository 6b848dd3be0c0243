package org.stellarticker.bench.webhook;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.Heap;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.db.Database;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.NewDelivery;
import org.stellarticker.db.subscription.NewSubscription;
import org.stellarticker.db.subscription.SenderPositionStore;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;

/** What webhook-sender costs while it matches, how soon messages arrive, and what dead receivers and a large queue change. */
public final class WebhooksBenchmark implements Benchmark {

    public static final String NAME = "webhooks";

    private static final Logger log = LoggerFactory.getLogger(WebhooksBenchmark.class);

    private static final int SUBSCRIPTIONS = 10_000;
    private static final int TRADES_A_SECOND = 100;
    private static final int MESSAGES_A_SECOND = 1_000;
    private static final int BUSY_MARKETS = 10;
    private static final int RECEIVERS = 20;
    private static final int DEAD = 100;
    private static final int WAITING = 100_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration WARMING = Duration.ofSeconds(10);
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final SenderPositionStore positions = new SenderPositionStore();
    private final BacklogStore backlog = new BacklogStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    @Override
    public Result run(Workbench workbench) throws Exception {
        Path folder = workbench.folder();
        Duration phase = workbench.lasting().dividedBy(3);
        try (var postgres = ScratchPostgres.start(folder);
                var database = Database.open(postgres.ready(), "bench")) {
            var markets = new TradedMarkets(database);
            markets.begin();
            try (var servers = new WebhookServers(RECEIVERS, DEAD, markets::storedAt);
                    var sender = RunningProgram.start("webhook-sender", folder, settings(servers))) {
                Deadline.in(TIMEOUT, "the sender follows the log").await(() -> {
                    sender.check();
                    return database.snapshot(positions::find).isPresent();
                });
                return measure(new Parts(database, markets, servers, sender, new Heap(sender)), phase);
            }
        }
    }

    private record Parts(
            Database database, TradedMarkets markets, WebhookServers servers, RunningProgram sender, Heap heap) {}

    private static Map<String, String> settings(WebhookServers servers) {
        var origins = new ArrayList<>(servers.origins());
        origins.addAll(servers.deadOrigins());
        return Map.of("SUBSCRIPTIONS", "true", "WEBHOOK_TRUSTED_ORIGINS", String.join(",", origins));
    }

    private Result measure(Parts parts, Duration phase) throws Exception {
        double share = matchingShare(parts, phase);
        log.info("matching took {} % of a core", rounded(100 * share));
        for (int i = 0; i < BUSY_MARKETS * MESSAGES_A_SECOND / TRADES_A_SECOND; i++) {
            subscribe(
                    parts,
                    i % BUSY_MARKETS,
                    Optional.of(parts.servers().origins().get(i % RECEIVERS)),
                    Optional.empty());
        }
        trade(parts, BUSY_MARKETS, WARMING);
        parts.servers().takeLatencies();
        Delivered alone = deliver(parts, phase);
        log.info("delivered {}", alone);
        for (int i = 0; i < DEAD; i++) {
            subscribe(
                    parts,
                    i % BUSY_MARKETS,
                    Optional.of(parts.servers().deadOrigins().get(i)),
                    Optional.empty());
        }
        trade(parts, BUSY_MARKETS, WARMING);
        parts.servers().takeLatencies();
        Delivered withDead = deliver(parts, phase);
        log.info("with dead receivers {}", withDead);
        double heap = heapWithQueue(parts);
        double oneByOne = oneByOne(parts.servers().origins().getFirst());
        return result(share, alone, withDead, heap, oneByOne);
    }

    /** Measures the program's processor time while 10,000 subscriptions by stream are matched; a quarter of them get each trade. */
    private double matchingShare(Parts parts, Duration phase) throws Exception {
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            BigDecimal minimum = i % 4 == 0 ? BigDecimal.ONE : BigDecimal.valueOf(1_000_000);
            subscribe(parts, i % TradedMarkets.MARKETS, Optional.empty(), Optional.of(minimum));
        }
        trade(parts, TradedMarkets.MARKETS, WARMING);
        Duration before = parts.sender().cpu();
        long begin = System.nanoTime();
        trade(parts, TradedMarkets.MARKETS, phase);
        return (double) parts.sender().cpu().minus(before).toNanos() / (System.nanoTime() - begin);
    }

    private void subscribe(Parts parts, int market, Optional<String> url, Optional<BigDecimal> minimum) {
        TradePair pair = TradedMarkets.market(market);
        var secrets = new WebhookSecrets(SECRET, Optional.empty(), Optional.empty());
        Optional<Webhook> webhook = url.map(origin -> new Webhook(origin + "/", false, secrets));
        parts.database().commit(tx -> {
            long account = tx.get("""
                    insert into account (name, created_at) values ('bench', now())
                    on conflict (name) do update set name = excluded.name
                    returning id
                    """, columns -> columns.getLong(1));
            subscriptions.add(
                    tx,
                    new NewSubscription(account, "", new Trades(pair, minimum), webhook, Optional.empty()),
                    Instant.now());
        });
    }

    private static void trade(Parts parts, int markets, Duration time) throws IOException {
        parts.markets().trade(markets, TRADES_A_SECOND, System.nanoTime() + time.toNanos());
        parts.heap().look();
        parts.sender().check();
    }

    /**
     * What was received.
     *
     * @param p99 milliseconds from before a trade's transaction
     */
    private record Delivered(double aSecond, double p50, double p99) {}

    private Delivered deliver(Parts parts, Duration phase) throws Exception {
        long begin = System.nanoTime();
        long before = parts.servers().received();
        long trades = parts.markets().trade(BUSY_MARKETS, TRADES_A_SECOND, begin + phase.toNanos());
        long expected = before + trades * MESSAGES_A_SECOND / TRADES_A_SECOND;
        Deadline.in(TIMEOUT, "all messages are received").await(() -> {
            parts.sender().check();
            return parts.servers().received() >= expected;
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        parts.heap().look();
        long[] nanos = parts.servers().takeLatencies().stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return new Delivered(
                rounded((parts.servers().received() - before) / seconds),
                rounded(nanos[nanos.length / 2] / 1e6),
                rounded(nanos[(int) (nanos.length * 0.99)] / 1e6));
    }

    /** Adds messages for the dead receivers, and looks at the heap while they wait. */
    private double heapWithQueue(Parts parts) throws Exception {
        List<Long> ids = parts.database()
                .snapshot(tx -> tx.list(
                        "select id from subscription order by id desc limit ?", columns -> columns.getLong(1), DEAD));
        var number = new AtomicInteger();
        for (int i = 0; i < WAITING / 1_000; i++) {
            List<NewDelivery> batch = IntStream.range(0, 1_000)
                    .mapToObj(_ -> message(ids.get(number.get() % DEAD), number.incrementAndGet()))
                    .toList();
            parts.database().commit(tx -> deliveries.add(tx, batch, Instant.now()));
        }
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Deadline.in(TIMEOUT, "the queue waited").await(() -> {
            parts.heap().look();
            parts.sender().check();
            return System.nanoTime() > end;
        });
        long waiting = parts.database().snapshot(backlog::sumWaiting);
        log.info("{} messages wait", waiting);
        if (waiting < WAITING) {
            throw new IllegalStateException("expected " + WAITING + " waiting messages, found " + waiting);
        }
        return parts.heap().peak();
    }

    private static NewDelivery message(long subscription, int number) {
        String payload = "{\"type\":\"trade\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"data\":{\"n\":" + number
                + ",\"text\":\"" + "x".repeat(600) + "\"}}";
        return new NewDelivery(
                subscription, "waiting-" + number, "trade", OptionalInt.empty(), Instant.now(), payload, false);
    }

    /** Returns the messages a second of a sender that waits for each answer before it sends the next message. */
    private static double oneByOne(String origin) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            int sent = 0;
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < Duration.ofSeconds(3).toNanos()) {
                var request = HttpRequest.newBuilder(URI.create(origin + "/"))
                        .header("webhook-id", "trade-0")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                http.send(request, HttpResponse.BodyHandlers.discarding());
                sent++;
            }
            return rounded(sent / ((System.nanoTime() - begin) / 1e9));
        }
    }

    private static Result result(double share, Delivered alone, Delivered withDead, double heap, double oneByOne) {
        double slower = rounded(100 * (withDead.p99() / alone.p99() - 1));
        var detail = new LinkedHashMap<String, Object>();
        detail.put("p50_ms", alone.p50());
        detail.put("p99_ms", alone.p99());
        detail.put("p50_ms_with_dead", withDead.p50());
        detail.put("p99_ms_with_dead", withDead.p99());
        detail.put("a_second_with_dead", withDead.aSecond());
        return new Result(
                NAME,
                alone.p99(),
                "ms",
                alone.aSecond(),
                oneByOne,
                "messages a second of a sender that stores nothing and waits for each answer before it sends the next",
                List.of(
                        Goal.atMost(1_000, "99 % of the messages", alone.p99(), "ms"),
                        Goal.atMost(5, "matching", rounded(100 * share), "% of a core"),
                        Goal.atMost(10, "99 % with 100 dead receivers, later by", slower, "%"),
                        Goal.atMost(96, "peak heap with 100,000 waiting", rounded(heap), "MiB")),
                detail);
    }
}
