package org.stellarticker.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.process.ProgramProcess;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Balance;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Instruments;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.exchangeengine.Main;
import org.stellarticker.sandbox.market.MarketPlan;
import org.stellarticker.sandbox.market.SimulatedMarket;

/** Bots of a market, at the exchange's engine, which runs as a process of its own and is killed. */
class BotsIT {

    private static final int OFFERS = 8;

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private Process engine;
    private ExchangeClient client;
    private SimulatedMarket simulated;
    private ExchangeMarket market;
    private int ledger;

    @BeforeEach
    void start() throws Exception {
        engine = startEngine();
        client = ExchangeClient.open(folder.resolve("run/exchange/exchange.sock"));
        simulated = SimulatedMarket.open(
                MarketPlan.steady(1, 100, 1), Set.of(), Files.createDirectory(folder.resolve("journal")), clock);
        Instrument instrument = Instruments.ofTheSandbox().getFirst();
        market = new ExchangeMarket(instrument, simulated.fairPrice(instrument.base(), instrument.counter()));
        ledger = simulated.journal().view().latest();
        await("the engine answers")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> depth() != null);
    }

    private Process startEngine() throws Exception {
        return ProgramProcess.start(
                Main.class, Map.of("TICKER_STATE", folder.toString()), folder.resolve("engine.log"));
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        simulated.close();
        kill();
    }

    private void kill() {
        engine.destroyForcibly();
        engine.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Depth depth() throws Exception {
        return client.depth(market.instrument().number(), 100).get(5, TimeUnit.SECONDS);
    }

    private BotAccount account(String name) {
        return new BotAccount("bot:" + name, client, clock);
    }

    private double price(Level level) {
        return (double) level.price() / market.instrument().ticksPerUnit();
    }

    @Test
    void aMakerQuotesBothSidesOfTheFairPrice() throws Exception {
        new MarketMaker(market, account("maker"), 1, 0, 1).quote(ledger);

        Depth depth = depth();
        assertThat(depth.bids()).hasSize(OFFERS);
        assertThat(depth.asks()).hasSize(OFFERS);
        double fair = market.fair().at(ledger);
        double half = market.fair().halfSpread(ledger);
        double tick = 1.0 / market.instrument().ticksPerUnit();
        assertThat(price(depth.asks().getFirst())).isBetween(fair * (1 + half) - tick, fair * (1 + half) + tick);
        assertThat(price(depth.bids().getFirst())).isBetween(fair * (1 - half) - tick, fair * (1 - half) + tick);
    }

    @Test
    void twoMakersOfAMarketDoNotTakeFromEachOther() throws Exception {
        new MarketMaker(market, account("one"), 1, 0, 2).quote(ledger);
        new MarketMaker(market, account("two"), 1, 1, 2).quote(ledger);

        assertThat(client.lastFills(market.instrument().number(), 10).get(5, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(depth().bids().stream().mapToInt(Level::orders).sum()).isEqualTo(2 * OFFERS);
    }

    @Test
    void whatWasTakenIsFilledUp() throws Exception {
        BotAccount account = account("maker");
        var maker = new MarketMaker(market, account, 1, 0, 1);
        maker.quote(ledger);
        Depth before = depth();
        BotAccount taker = account("taker");
        taker.open();
        taker.takeAtAnyPrice(
                market.instrument().number(), Side.BUY, before.asks().getFirst().amount());
        taker.awaitAnswers();
        assertThat(depth().asks()).hasSize(OFFERS - 1);

        maker.quote(ledger);

        assertThat(depth().asks()).hasSize(OFFERS);
        assertThat(sum(depth().asks())).isGreaterThanOrEqualTo(sum(before.asks()) / 2);
        assertThat(depth().bids()).isEqualTo(before.bids());
    }

    private static long sum(List<Level> levels) {
        return levels.stream().mapToLong(Level::amount).sum();
    }

    @Test
    void aMakerGoesOnWithItsOrdersAfterTheEngineWasKilled() throws Exception {
        BotAccount account = account("maker");
        var maker = new MarketMaker(market, account, 1, 0, 1);
        maker.quote(ledger);
        Set<UUID> before = ids(account.openOrders());

        kill();
        engine = startEngine();

        await("the maker quotes again")
                .atMost(Duration.ofSeconds(30))
                .ignoreException(ExchangeAway.class)
                .until(() -> {
                    maker.quote(ledger);
                    return true;
                });
        assertThat(ids(account.openOrders())).isEqualTo(before).hasSize(2 * OFFERS);
    }

    private static Set<UUID> ids(List<Order> orders) {
        return orders.stream().map(Order::id).collect(Collectors.toSet());
    }

    @Test
    void anAccountThatHasNothingLeftIsFollowedByAnother() throws Exception {
        new MarketMaker(market, account("maker"), 1, 0, 1).quote(ledger);
        BotAccount poor = account("poor");
        poor.open();
        long tooMuch = open("bot:poor/1").balances().stream()
                        .filter(balance ->
                                balance.asset().equals(market.instrument().base()))
                        .mapToLong(Balance::total)
                        .findFirst()
                        .orElseThrow()
                + market.instrument().lot();
        for (int i = 0; i < 40; i++) {
            poor.takeAtAnyPrice(market.instrument().number(), Side.SELL, tooMuch);
        }
        poor.awaitAnswers();

        poor.open();
        poor.takeAtAnyPrice(
                market.instrument().number(), Side.SELL, market.instrument().minimum());
        poor.awaitAnswers();

        Account first = open("bot:poor/1");
        Account second = open("bot:poor/2");
        assertThat(second.number()).isNotEqualTo(first.number());
        assertThat(second.balances()).isNotEqualTo(first.balances());
        assertThat(client.lastFills(market.instrument().number(), 10).get(5, TimeUnit.SECONDS))
                .hasSize(1);
    }

    private Account open(String subject) throws Exception {
        var outcome = client.send(new Command.OpenAccount(subject)).get(5, TimeUnit.SECONDS);
        return ((Outcome.Opened) outcome).account();
    }

    @Test
    void takersTakeAboutAsOftenAsTheMarketTrades() throws Exception {
        new MarketMaker(market, account("maker"), 1, 0, 1).quote(ledger);
        BotAccount taker = account("taker");
        taker.open();
        var takers = new Takers(market, List.of(taker), 1);
        for (int moment = 0; moment < 40; moment++) {
            takers.take(ledger, moment, 0.25);
        }
        taker.awaitAnswers();
        long taken = client.orders(open("bot:taker/1").number(), false, Optional.empty(), 200)
                .get(5, TimeUnit.SECONDS)
                .size();

        double expected = 10 * market.fair().tradesPerSecond(ledger);

        assertThat((double) taken).isBetween(expected / 4, 4 * expected + 5);
    }
}
