package org.stellarticker.ingester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.Task;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.asset.AssetRound;
import org.stellarticker.ingester.asset.NewAssets;
import org.stellarticker.ingester.asset.TomlRound;
import org.stellarticker.ingester.fetch.TomlClient;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.BudgetOnTime;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.orderbook.BookReader;
import org.stellarticker.ingester.orderbook.NewBooks;
import org.stellarticker.ingester.orderbook.OrderBookScan;
import org.stellarticker.ingester.pool.NewPools;
import org.stellarticker.ingester.pool.PendingPools;
import org.stellarticker.ingester.pool.PoolScan;
import org.stellarticker.ingester.reconcile.HorizonCandles;
import org.stellarticker.ingester.trade.BackfillReader;
import org.stellarticker.ingester.trade.BackfillSteps;
import org.stellarticker.ingester.trade.Bootstrap;
import org.stellarticker.ingester.trade.GapRecorder;
import org.stellarticker.ingester.trade.LiveTrades;
import org.stellarticker.ingester.trade.TradeFollower;
import org.stellarticker.ingester.trade.TradePosition;
import org.stellarticker.ingester.trade.TradeWriter;
import org.stellarticker.publichttp.TrustedOrigins;

/**
 * Runs the first hour against a network with 970 pages of assets, 150 pages of pools and markets that become known one after the
 * other, with a request budget and a virtual clock. Checks every minute that no state is a false alarm.
 */
@Timeout(600)
class FirstHourIT {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final long FIRST_LIVE = 200_000;
    private static final int ASSETS = 970;
    private static final int POOLS = 150;
    private static final int MINUTES = 60;
    private static final Pattern CURSOR = Pattern.compile("cursor=([^&]*)");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final VirtualTime time = new VirtualTime(Records.closeTime(FIRST_LIVE));
    private final TestHorizon source = new TestHorizon();
    private final Stop stop = new Stop();
    private final Map<String, Progress> works = new TreeMap<>();
    private long ledger = FIRST_LIVE;
    private int markets;

    @BeforeEach
    void serve() {
        database.clear();
        source.isOfNetwork("Test SDF Network ; September 2015");
        source.add(Records.trade(ledger, 1));
        source.serve("/trades", this::trades);
        source.serve("/assets", exchange -> list(exchange, ASSETS, FirstHourIT::asset));
        source.serve("/liquidity_pools", exchange -> list(exchange, POOLS, FirstHourIT::pool));
        source.serve("/order_book", answer(200, Map.of(), "{\"bids\": [], \"asks\": []}"));
        source.serve("/trade_aggregations", answer(200, Map.of(), "{\"_embedded\": {\"records\": []}}"));
    }

    @AfterEach
    void close() throws InterruptedException {
        stop.request();
        time.end();
        source.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3_600, 36_000})
    void raisesNoFalseAlarmAndFetchesWhatBecomesKnownSoon(int requestsPerHour) throws InterruptedException {
        var budget = new BudgetOnTime(requestsPerHour, time::nanos);
        try (var horizon = new Horizon(
                        List.of(source.url()), budget.budget(), time, new IngesterMetrics(new SimpleMeterRegistry()));
                var tomls = new TomlClient(TrustedOrigins.parse(""), Optional.empty())) {
            start(horizon, tomls);
            for (int minute = 1; minute <= MINUTES; minute++) {
                for (int step = 0; step < 30; step++) {
                    time.advance(Duration.ofSeconds(2));
                    closeLedgers();
                    budget.wake();
                    time.awaitRest();
                }
                int known = markets;
                addMarkets(minute);
                check(minute);
                if (minute > 5) {
                    assertThat(count("order_book")).as("minute %d", minute).isGreaterThanOrEqualTo(known);
                }
            }
        }
        assertThat(count("liquidity_pool")).isEqualTo(POOLS);
        assertThat(count("asset where listed_at is not null and type <> 'native'"))
                .isEqualTo(ASSETS);
    }

    private void check(int minute) {
        var states = works.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, work -> work.getValue().report(), (a, b) -> a, TreeMap::new));
        LoggerFactory.getLogger(FirstHourIT.class)
                .atInfo()
                .addKeyValue("minute", minute)
                .addKeyValue("markets", markets)
                .addKeyValue("books", count("order_book"))
                .addKeyValue("pools", count("liquidity_pool"))
                .addKeyValue("assets", count("asset where listed_at is not null and type <> 'native'"))
                .addKeyValue(
                        "works",
                        states.entrySet().stream()
                                .map(work -> work.getKey() + " "
                                        + work.getValue().state().word() + ": "
                                        + work.getValue().detail())
                                .collect(Collectors.joining(" | ")))
                .log("minute by minute");
        assertThat(states.values())
                .as("minute %d", minute)
                .allSatisfy(report -> assertThat(report.state())
                        .isIn(ProgramState.RUNNING, ProgramState.CATCHING_UP, ProgramState.FINISHED));
    }

    private void start(Horizon horizon, TomlClient client) throws InterruptedException {
        Database rows = database.database();
        var metrics = new SimpleMeterRegistry();
        var position = new TradePosition(rows);
        var counted = new IngesterMetrics(metrics);
        var writer = new TradeWriter(new TradeStore(rows), counted);
        var live = work("trades");
        var first = horizon.at(Priority.LIVE_TRADES, live);
        new Bootstrap(first, position, Duration.ofDays(8), time).initialize();
        follow(
                "trades",
                new TradeFollower(first, position, new LiveTrades(rows, writer, time, LedgerTraces.off()), live, time));
        var backfilled = work("backfill");
        follow(
                "backfill",
                new BackfillReader(
                        horizon.at(Priority.BACKFILL_TRADES, backfilled),
                        new BackfillSteps(rows, writer, new GapRecorder(rows, position, time), time),
                        backfilled,
                        time,
                        counted));
        var audit = work("audit");
        var second = horizon.at(Priority.AUDIT, audit);
        // The audit takes its share of the requests; its decisions are not checked here.
        follow("audit", ending -> {
            while (!ending.requested()) {
                second.trades().awaitAfter(PagingToken.before(new LedgerSequence(FIRST_LIVE)));
                audit.running("");
            }
        });
        var candles = work("candles");
        every(
                Duration.ofMinutes(1),
                "candles",
                new HorizonCandles(
                        horizon.at(Priority.AGGREGATIONS, candles),
                        rows,
                        Duration.ofDays(730),
                        new WorkContext(candles, time, stop),
                        counted));
        catalog(horizon, client, rows, counted);
    }

    private void catalog(Horizon horizon, TomlClient client, Database rows, IngesterMetrics counted) {
        var assets = work("assets");
        var round = new AssetRound(
                horizon.at(Priority.FIRST_ASSETS, assets),
                horizon.at(Priority.ASSETS, assets),
                new TomlRound(client, rows, Duration.ofHours(1), work("tomls"), time, counted),
                rows,
                new WorkContext(assets, time, stop),
                counted);
        works.remove("tomls");
        var newAssets = work("new assets");
        var looks = new NewAssets(horizon.at(Priority.FIRST_LOOKS, newAssets), rows, round, newAssets, time);
        var books = work("books");
        var reader = new BookReader(horizon.at(Priority.ORDER_BOOKS, books), rows, time, counted);
        var newBooks = work("new books");
        var pending = new PendingPools(rows);
        var newPools = work("new pools");
        var pools = work("pools");
        var wakes = List.of(
                every(Duration.ofMinutes(1), "new assets", looks),
                every(
                        Duration.ofMinutes(1),
                        "new books",
                        new NewBooks(reader.at(horizon.at(Priority.FIRST_LOOKS, newBooks)), rows, newBooks, time)),
                every(
                        Duration.ofMinutes(1),
                        "new pools",
                        new NewPools(horizon.at(Priority.FIRST_LOOKS, newPools), rows, pending, newPools, time)));
        every(Duration.ofHours(1), "assets", round);
        every(Duration.ofMinutes(10), "books", new OrderBookScan(reader, rows, 100, books, time));
        every(
                Duration.ofMinutes(10),
                "pools",
                new PoolScan(
                        horizon.at(Priority.ORDER_BOOKS, pools),
                        pending,
                        rows,
                        new PoolScan.Bounds(25, Duration.ofHours(1)),
                        pools,
                        time));
        var discovery = new Discovery(
                rows, rows.listen(MarketStore.UPDATED, AssetStore.CHANGED), work("discovery"), List.copyOf(wakes));
        every(Duration.ofSeconds(5), "discovery", discovery::look);
    }

    private Progress work(String name) {
        return works.computeIfAbsent(name, absent -> new Progress(absent, time));
    }

    private void follow(String name, Follower follower) {
        time.start(name, () -> follower.follow(stop));
    }

    /** Schedules a task like a program does, on the virtual clock. */
    private Runnable every(Duration interval, String name, Task task) {
        Progress progress = work(name).stalledAfter(interval.multipliedBy(2).plusMinutes(1));
        return time.every(interval, name, stop, () -> {
            task.run();
            progress.done();
        });
    }

    private void closeLedgers() {
        var closed = new ArrayList<String>();
        while (!Records.closeTime(ledger + 1).isAfter(time.instant())) {
            closed.add(Records.trade(++ledger, 1));
        }
        source.add(closed);
    }

    /** Adds markets as a backfill and a list of assets do: two a minute, and once forty together. */
    private void addMarkets(int minute) {
        int more = minute == 3 ? 40 : 2;
        for (int market = 0; market < more; market++) {
            database.execute("""
                with known as (
                    select asset_id from asset
                    where is_valid and type <> 'native' and not exists (
                        select from trade_pair where counter_asset_id = asset_id)
                    order by asset_id limit 1
                ), pair as (
                    insert into trade_pair (base_asset_id, counter_asset_id)
                    select base.asset_id, known.asset_id from asset base, known where base.type = 'native'
                    returning trade_pair_id
                )
                insert into market_window
                select trade_pair_id, 168, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, '2026-01-01', '2026-01-01', 0, 0,
                    now()
                from pair
                """);
        }
        markets = count("market_window");
    }

    private static int count(String table) {
        return Integer.parseInt(database.rows("select count(*) from " + table).getFirst());
    }

    /** Serves pages of one trade each, with a trade in every past ledger. */
    private void trades(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        var from = TradeId.parse(cursor(query));
        boolean descending = query.contains("order=desc");
        long next = descending ? from.ledger().value() - 1 : from.ledger().value();
        while (!descending && Records.id(next, 1).compareTo(from) <= 0) {
            next++;
        }
        boolean there = descending || next <= ledger;
        String record = there ? Records.trade(next, 1) : "";
        String token = there ? Records.id(next, 1).toString() : from.toString();
        answer(200, Map.of(), """
            {"_links": {"self": {"href": "x"}, "next": {"href": "x/trades?cursor=%s"}},
             "_embedded": {"records": [%s]}}\
            """.formatted(token, record)).handle(exchange);
    }

    private static String cursor(String query) {
        Matcher cursor = CURSOR.matcher(query);
        return cursor.find() ? cursor.group(1) : "";
    }

    private interface Rendering {
        String of(int number);
    }

    /** Serves pages of one record each; a record's number is its paging token. */
    private static void list(HttpExchange exchange, int all, Rendering rendering) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        Matcher number = Pattern.compile("[0-9]+").matcher(cursor(query));
        int next = number.find() ? Integer.parseInt(number.group()) + 1 : 0;
        Matcher single = Pattern.compile("(?:reserves|asset_code)=(?:native,)?ASSET([0-9]+)")
                .matcher(query);
        if (single.find()) {
            next = Integer.parseInt(single.group(1));
        }
        String record = next < all ? rendering.of(next) : "";
        answer(200, Map.of(), "{\"_links\": {}, \"_embedded\": {\"records\": [" + record + "]}}")
                .handle(exchange);
    }

    private static String asset(int number) {
        return """
            {"_links": {"toml": {"href": ""}}, "asset_type": "credit_alphanum12", "asset_code": "ASSET%1$d",
             "asset_issuer": "%2$s", "paging_token": "%1$d_%2$s_credit_alphanum12",
             "accounts": {"authorized": 1000, "authorized_to_maintain_liabilities": 0, "unauthorized": 3},
             "balances": {"authorized": "5.0000000", "unauthorized": "1.0000000"},
             "flags": {"auth_required": true, "auth_revocable": false, "auth_clawback_enabled": true}}
            """.formatted(number, ISSUER);
    }

    private static String pool(int number) {
        return """
            {"id": "%1$064x", "paging_token": "%1$d", "fee_bp": 30, "type": "constant_product",
             "total_trustlines": "7", "total_shares": "5.0000000",
             "reserves": [{"asset": "native", "amount": "4.0000000"},
                          {"asset": "ASSET%1$d:%2$s", "amount": "3.0000000"}]}
            """.formatted(number, ISSUER);
    }
}
