package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.e2e.oracle.LegacyMarkets;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Balance;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;

/**
 * The exchange with the whole ticker on top, while programs are killed: no accepted order is lost, none is executed twice, money is
 * conserved, and the ticker shows exactly the trades that the engine made.
 */
class ExchangeIT {

    private static final Logger log = LoggerFactory.getLogger(ExchangeIT.class);

    private static final long SEED = Long.getLong("kill.seed", 20_261_130);
    private static final List<String> VICTIMS = List.of("exchange", "exchange-gateway", "sandbox", "postgres");
    private static final String BROKER = "rabbitmq";
    private static final int KILLS = 50;

    /** A maker's offer of the exchange has such an id; a taker's is far greater. */
    private static final long FIRST_OFFER = 5_000_000_000L;

    private static final long FIRST_SYNTHETIC_OFFER = 1L << 62;

    /** Markets whose names in the file no other market has. */
    private static final Set<String> NAMES = Set.of("XLM_AQUA", "XLM_SHX", "USDC_EURC", "EURC_USDC");

    private static final int TRADERS = 3;
    private static final int LEAST_ORDERS = 40;

    @TempDir
    Path folder;

    @Test
    @Tag("short")
    void ordersAreTradedExactlyOnceAndShown_whateverIsKilled() throws Exception {
        run(VICTIMS, Map.of(), Optional.empty());
    }

    @Test
    @Tag("long")
    @Tag("exchange")
    void ordersAreTradedExactlyOnceAndShown_afterFiftyKills() throws Exception {
        var victims = new ArrayList<String>();
        for (int i = 0; i < KILLS; i++) {
            int chosen = i % (VICTIMS.size() + 1);
            victims.add(chosen == VICTIMS.size() ? BROKER : VICTIMS.get(chosen));
        }
        Collections.shuffle(victims, new Random(SEED));
        try (var broker = RabbitBroker.start(Files.createDirectory(folder.resolve(BROKER)));
                var queue = new ExchangeQueue(broker, "trader")) {
            run(victims, Map.of("AMQP_URL", broker.url()), Optional.of(queue));
        }
    }

    /** @param queue by which one of the traders places its orders */
    private void run(List<String> victims, Map<String, String> more, Optional<ExchangeQueue> queue) throws Exception {
        var settings = new HashMap<>(Map.of(
                "EXCHANGE", "on",
                "SANDBOX_HISTORY_TRADES", "2000",
                "SANDBOX_LEDGER_SECONDS", "0.5",
                // Bots quote and take nothing, so that trading ends when the test's own traders end.
                "SANDBOX_TRADES_PER_SECOND", "0"));
        settings.putAll(more);
        try (var ticker = RunningTicker.demo(folder, settings);
                var engine = new ExchangeFills(ticker)) {
            awaitQuotes(engine);
            openAStream(ticker);
            // Without RabbitMQ there are no messages.
            MonitoredMetrics.assertExposed(
                    ticker, "exchange-dashboard.json", name -> !name.startsWith("ticker_exchange_gateway_messages"));
            MonitoredMetrics.assertExposed(ticker, "alerts.yml", name -> name.startsWith("ticker_exchange_"));
            anOrderMeetsABotAndShows(ticker, engine);
            List<ExchangeTrader> traders = tradeWhileKilling(ticker, victims, queue);
            VICTIMS.forEach(ticker::awaitWorking);
            for (ExchangeTrader trader : traders) {
                trader.cancelAll();
            }
            new TickerAgainstSource(ticker).awaitTheEndOfTrading();
            checkOrders(traders, engine);
            checkMoney(traders, engine);
            checkTicker(ticker, engine);
            checkRecovery(ticker, engine);
        }
    }

    /** Streams of a route are counted from the first one on. */
    private static void openAStream(RunningTicker ticker) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(ticker.address() + "/api/v3/stream?topics=tickers&instrument=XLM-USDC"))
                .build();
        try (var client = HttpClient.newHttpClient();
                var stream = client.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(stream.read()).isNotNegative();
        }
    }

    private static void awaitQuotes(ExchangeFills engine) {
        await("bots quote")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> engine.books().stream()
                        .allMatch(book -> book.bids().size() > 5 && book.asks().size() > 5));
    }

    /** One order by REST: it takes a bot's offers, and the file shows its price within some ledgers. */
    private static void anOrderMeetsABotAndShows(RunningTicker ticker, ExchangeFills engine) throws Exception {
        var newcomer = new ExchangeTrader(ticker.address(), "newcomer");
        JsonNode order = newcomer.place("AQUA-XLM", "buy", "market", "", "200");
        Instant placed = Instant.now();
        assertThat(order.get("status").asText()).as(order.toString()).isEqualTo("executed");
        await("the engine says so")
                .until(() -> engine.executed().containsKey(order.get("id").asText()));
        Fill last = engine.all().getLast();
        // The file has XLM per AQUA, too.
        double price = new Price(
                        last.price(),
                        engine.instruments().get(last.instrument()).ticksPerUnit())
                .decimal(MathContext.DECIMAL64)
                .doubleValue();
        await("the file shows the order's price")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Math.abs(close(ticker, "XLM_AQUA") - price) < 1e-12);
        log.info(
                "accepted order to markets.json: {} ms",
                Duration.between(placed, Instant.now()).toMillis());
    }

    private static double close(RunningTicker ticker, String name) throws Exception {
        for (JsonNode pair : new TickerAgainstSource(ticker).markets().get("pairs")) {
            if (pair.get("name").asText().equals(name)) {
                return pair.get("close").asDouble();
            }
        }
        return Double.NaN;
    }

    private static List<ExchangeTrader> tradeWhileKilling(
            RunningTicker ticker, List<String> victims, Optional<ExchangeQueue> queue) throws Exception {
        var traders = new ArrayList<ExchangeTrader>();
        var isOver = new AtomicBoolean();
        var trading = new ArrayList<Future<?>>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < TRADERS; i++) {
                var trader = new ExchangeTrader(ticker.address(), "trader-" + i);
                traders.add(trader);
                if (i == 0) {
                    queue.ifPresent(trader::placeBy);
                }
                trading.add(threads.submit(trading(trader, new Random(SEED + i), isOver)));
            }
            var random = new Random(SEED);
            for (String victim : victims) {
                kill(ticker, victim, queue, random);
            }
            VICTIMS.forEach(ticker::awaitWorking);
            for (ExchangeTrader trader : traders) {
                int before = trader.accepted().size();
                await("all trade also after the last kill")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> trader.accepted().size() > Math.max(before + 5, LEAST_ORDERS));
            }
            isOver.set(true);
            for (Future<?> one : trading) {
                one.get(3, TimeUnit.MINUTES);
            }
        }
        return traders;
    }

    private static void kill(RunningTicker ticker, String victim, Optional<ExchangeQueue> queue, Random random)
            throws Exception {
        boolean isBroker = victim.equals(BROKER);
        if (!isBroker) {
            ticker.awaitWorking(victim);
        }
        Instant moment = Instant.now().plusMillis(random.nextInt(2000));
        await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().isAfter(moment));
        if (isBroker) {
            log.info("kill -9 {}", victim);
            queue.orElseThrow().killBroker();
            return;
        }
        var process = await(victim + " is back")
                .atMost(Duration.ofMinutes(2))
                .until(() -> ticker.process(victim), Optional::isPresent)
                .orElseThrow();
        log.info("kill -9 {} ({})", victim, process.pid());
        process.destroyForcibly();
    }

    /** Places orders of all kinds around the middle of the books, and cancels and amends some of them. */
    private static Callable<Void> trading(ExchangeTrader trader, Random random, AtomicBoolean isOver) {
        var instruments = List.of("XLM-USDC", "AQUA-XLM", "EURC-USDC", "SHX-XLM");
        var amounts = List.of(20, 500, 5, 100);
        var decimals = List.of(5, 7, 5, 6);
        return () -> {
            Map<String, BigDecimal> middles = new HashMap<>();
            while (!isOver.get()) {
                int chosen = random.nextInt(instruments.size());
                String instrument = instruments.get(chosen);
                if (!middles.containsKey(instrument)) {
                    middles.put(instrument, trader.middle(instrument));
                }
                String side = random.nextBoolean() ? "buy" : "sell";
                String amount = Integer.toString((1 + random.nextInt(5)) * amounts.get(chosen));
                if (random.nextInt(4) == 0) {
                    trader.place(instrument, side, "market", "", amount);
                } else {
                    double off = 1 + (random.nextDouble() - 0.5) * 0.004;
                    BigDecimal price = Objects.requireNonNull(middles.get(instrument))
                            .multiply(BigDecimal.valueOf(off))
                            .setScale(decimals.get(chosen), RoundingMode.HALF_UP);
                    trader.place(instrument, side, "limit", price.toPlainString(), amount);
                }
                changeOne(trader, random, amounts.get(chosen));
            }
            return null;
        };
    }

    private static void changeOne(ExchangeTrader trader, Random random, int amount) throws Exception {
        List<String> accepted = trader.accepted();
        int choice = random.nextInt(5);
        if (!accepted.isEmpty() && choice < 2) {
            String id = accepted.get(Math.max(0, accepted.size() - 1 - random.nextInt(5)));
            if (choice == 0) {
                trader.cancel(id);
            } else {
                trader.amend(id, Integer.toString(2 * amount));
            }
        }
    }

    /** Each accepted order is known, ended, and has executed what its fills say, not more and not less. */
    private static void checkOrders(List<ExchangeTrader> traders, ExchangeFills engine) throws Exception {
        assertThat(engine.fault()).isEmpty();
        Map<String, Long> executed = engine.executed();
        Set<String> ids = new HashSet<>();
        for (ExchangeTrader trader : traders) {
            assertThat(trader.accepted()).hasSizeGreaterThan(LEAST_ORDERS);
            for (String id : trader.accepted()) {
                assertThat(ids.add(id)).as("an order of its own: " + id).isTrue();
                JsonNode order = trader.order(id);
                assertThat(order.get("status").asText()).as(order.toString()).isIn("executed", "closed", "cancelled");
                assertThat(SandboxState.stroops(order.get("executed_amount")))
                        .as(order.toString())
                        .isEqualTo(Long.toString(executed.getOrDefault(id, 0L)));
            }
            log.info(
                    "{}: {} orders accepted, {} requests repeated",
                    trader.subject(),
                    trader.accepted().size(),
                    trader.repeats());
        }
    }

    /** All accounts together hold what the bank gave them, and nothing is held for orders that have ended. */
    private static void checkMoney(List<ExchangeTrader> traders, ExchangeFills engine) throws Exception {
        List<Account> accounts = engine.accountsAndANewOne("auditor");
        Map<Asset, Long> given = new HashMap<>();
        accounts.getLast().balances().forEach(balance -> given.put(balance.asset(), balance.total()));
        Map<Asset, Long> sums = new HashMap<>();
        Set<String> subjects = new HashSet<>();
        traders.forEach(trader -> subjects.add(trader.subject()));
        for (Account account : accounts) {
            for (Balance balance : account.balances()) {
                sums.merge(balance.asset(), balance.total(), Math::addExact);
                assertThat(balance.held()).as(account.subject()).isBetween(0L, balance.total());
                if (subjects.stream().anyMatch(subject -> account.subject().endsWith(subject))) {
                    assertThat(balance.held()).as(account.subject()).isZero();
                }
            }
        }
        given.forEach((asset, amount) ->
                assertThat(sums.get(asset)).as(asset.key()).isEqualTo(Math.multiplyExact(amount, accounts.size())));
    }

    /** The sandbox's trades of the exchange are the engine's fills, in their order, and the ticker has all of them. */
    private static void checkTicker(RunningTicker ticker, ExchangeFills engine) throws Exception {
        List<Trade> source = new PlayedTrades(ticker).all();
        List<Trade> ofExchange =
                source.stream().filter(ExchangeIT::isOfExchange).toList();
        List<Fill> fills = engine.all();
        assertThat(fills).hasSizeGreaterThan(50);
        for (int i = 0; i < fills.size(); i++) {
            assertThat(fills.get(i).number()).isEqualTo(i + 1L);
        }
        assertThat(ofExchange.stream().map(ExchangeIT::values).toList())
                .isEqualTo(fills.stream()
                        .map(fill -> values(fill, engine.instruments().get(fill.instrument())))
                        .toList());
        var served = new TickerAgainstSource(ticker);
        served.checkDatabase(source);
        JsonNode markets = served.markets();
        var expected = LegacyMarkets.values(source, TickerAgainstSource.generatedAt(markets), Asset::code);
        int compared = 0;
        for (JsonNode pair : markets.get("pairs")) {
            String name = pair.get("name").asText();
            if (NAMES.contains(name)) {
                TickerAgainstSource.assertShows(pair, Objects.requireNonNull(expected.get(name), name));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(3);
        log.info("{} fills of the exchange, each once in {} trades", fills.size(), source.size());
    }

    private static boolean isOfExchange(Trade trade) {
        return List.of(trade.base(), trade.counter()).stream()
                .map(TradeSide::party)
                .anyMatch(party -> party instanceof OfferParty offer
                        && offer.offerId().orElse(0) > FIRST_OFFER
                        && offer.offerId().orElse(0) < FIRST_SYNTHETIC_OFFER);
    }

    /** What a trade is, whatever its direction. */
    private record Values(Asset base, long baseAmount, Asset counter, long counterAmount, Price price, long maker) {}

    private static Values values(Trade trade) {
        Trade one = trade.normalised();
        var seller = (OfferParty) (one.baseIsSeller() ? one.base() : one.counter()).party();
        return new Values(
                one.base().asset(),
                one.base().amount().stroops(),
                one.counter().asset(),
                one.counter().amount().stroops(),
                lowest(one.price()),
                seller.offerId().orElseThrow());
    }

    private static Values values(Fill fill, Instrument instrument) {
        var price = new Price(fill.price(), instrument.ticksPerUnit());
        boolean inOrder = TradePair.normalised(instrument.base(), instrument.counter())
                .base()
                .equals(instrument.base());
        return new Values(
                inOrder ? instrument.base() : instrument.counter(),
                inOrder ? fill.baseAmount() : fill.counterAmount(),
                inOrder ? instrument.counter() : instrument.base(),
                inOrder ? fill.counterAmount() : fill.baseAmount(),
                lowest(inOrder ? price : price.inverse()),
                FIRST_OFFER + fill.makerOffer());
    }

    private static Price lowest(Price price) {
        long divisor =
                BigInteger.valueOf(price.n()).gcd(BigInteger.valueOf(price.d())).longValueExact();
        return new Price(price.n() / divisor, price.d() / divisor);
    }

    /** With nobody trading, an engine that was killed has the same books and accounts as before. */
    private static void checkRecovery(RunningTicker ticker, ExchangeFills engine) throws Exception {
        ticker.supervisorctl("stop", "sandbox");
        var books = engine.books();
        var accounts = engine.accountsAndANewOne("auditor");
        ticker.process("exchange").orElseThrow().destroyForcibly();
        await("the engine is back")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(engine.books()).isEqualTo(books));
        assertThat(engine.accountsAndANewOne("auditor")).isEqualTo(accounts);
        assertThat(books)
                .allMatch(book -> !book.bids().isEmpty() && !book.asks().isEmpty());
    }
}
