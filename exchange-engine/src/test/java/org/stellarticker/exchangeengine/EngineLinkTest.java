package org.stellarticker.exchangeengine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelAll;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.CancelledAll;
import org.stellarticker.exchange.Outcome.Changed;
import org.stellarticker.exchange.Outcome.Opened;
import org.stellarticker.exchange.Outcome.Placed;
import org.stellarticker.exchange.Outcome.Refused;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchange.link.ExchangeClient;

class EngineLinkTest {

    private static final long A_UNIT = 10_000_000;
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00.123456Z");

    @TempDir
    private Path folder;

    private RunningEngine engine;
    private ExchangeClient client;

    @BeforeEach
    void start() throws IOException {
        engine = new RunningEngine(folder, 1_024);
        client = connected();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        assertThat(engine.live.durable().engine().sum(0)).isZero();
        assertThat(engine.live.durable().engine().sum(1)).isZero();
        engine.close();
    }

    @Test
    void anOrderMeetsAnotherAndItsEventsAndAnswersAgree() throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        AutoCloseable following = client.follow(0, events::add, none -> {});
        Account maker = open("maker");
        Account taker = open("taker");
        Order offer = placed(order(maker, "offer-1", Side.SELL, 2_621, 10 * A_UNIT));
        Order bid = placed(order(taker, "bid-1", Side.BUY, 2_700, 4 * A_UNIT));

        assertThat(bid.status()).isEqualTo(OrderStatus.EXECUTED);
        assertThat(bid.executedCounterAmount()).isEqualTo(10_484_000);
        assertThat(bid.createdAt()).isEqualTo(CREATED);
        assertThat(bid.receivedAt()).isAfter(CREATED);
        assertThat(get(client.order(maker.number(), offer.id())).orElseThrow().status())
                .isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(get(client.orderByClientId(taker.number(), "bid-1"))).contains(bid);
        assertThat(get(client.depth(0, 10)).asks()).containsExactly(new Level(2_621, 6 * A_UNIT, 1));
        assertThat(get(client.lastFills(0, 10))).singleElement().satisfies(fill -> {
            assertThat(fill.number()).isEqualTo(1);
            assertThat(fill.makerOrder()).isEqualTo(offer.id());
            assertThat(fill.takerOrder()).isEqualTo(bid.id());
            assertThat(fill.baseAmount()).isEqualTo(4 * A_UNIT);
        });
        // An answer comes behind all events that it includes.
        assertThat(events).extracting(Event::number).containsExactly(numbers(events.size()));
        assertThat(events.stream().map(event -> event.getClass().getSimpleName()))
                .containsSubsequence("OrderAccepted", "OrderAccepted", "Filled", "OrderUpdated", "OrderClosed");
        following.close();
    }

    @Test
    void amendsCancelsAndAnswersOrdersNewestFirst() throws Exception {
        Account owner = open("owner");
        Order first = placed(order(owner, "a", Side.BUY, 100, 5 * A_UNIT));
        Order second = placed(order(owner, "b", Side.BUY, 101, 5 * A_UNIT));

        Outcome amended =
                send(new AmendOrder(owner.number(), first.id(), OptionalLong.of(99), OptionalLong.of(2 * A_UNIT)));
        assertThat(((Changed) amended).order().price()).isEqualTo(99);
        assertThat(get(client.orders(owner.number(), true, Optional.empty(), 10)))
                .extracting(Order::id)
                .containsExactly(second.id(), first.id());
        assertThat(get(client.orders(owner.number(), true, Optional.of(second.id()), 10)))
                .extracting(Order::id)
                .containsExactly(first.id());
        assertThat(send(new CancelOrder(owner.number(), second.id()))).isInstanceOf(Changed.class);
        assertThat(send(new CancelOrder(owner.number(), second.id())))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal()).isEqualTo(Refusal.FINISHED_ORDER));
        assertThat(send(new CancelAll(owner.number()))).isEqualTo(new CancelledAll(1));
        assertThat(get(client.account(owner.number())).orElseThrow().openOrders())
                .isZero();
        assertThat(get(client.account(99))).isEmpty();
    }

    @Test
    void saysWhatWasExpectedAndFound() throws Exception {
        Account owner = open("owner");

        assertThat(refused(order(owner, "", Side.BUY, 100, 5_000)).detail()).contains("minimum, 0.001; found 0.0005");
        assertThat(refused(order(owner, "not allowed", Side.BUY, 100, A_UNIT)).refusal())
                .isEqualTo(Refusal.CLIENT_ORDER_ID_WRONG);
        assertThat(refused(order(owner, "", Side.SELL, 100, 2_000_000 * A_UNIT)).detail())
                .contains("1000000; found an order that needs 2000000");
        assertThat(((Refused) send(new OpenAccount(" "))).refusal()).isEqualTo(Refusal.SUBJECT_WRONG);
        assertThatThrownBy(() -> get(client.depth(7, 10)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("instrument: expected 0 to 0, found 7");
        assertThatThrownBy(() -> get(client.fillsAfter(0, 0))).hasMessageContaining("limit: expected 1 to 10000");
    }

    @Test
    void aRepeatedClientOrderIdAnswersTheSameOrder() throws Exception {
        Account owner = open("owner");
        PlaceOrder first = order(owner, "same", Side.BUY, 100, A_UNIT);
        Order placed = placed(first);

        assertThat(send(order(owner, "same", Side.BUY, 100, A_UNIT))).isEqualTo(new Placed(placed, true));
        assertThat(refused(order(owner, "same", Side.BUY, 101, A_UNIT)).refusal())
                .isEqualTo(Refusal.CLIENT_ORDER_ID_USED);
    }

    @Test
    void whatWasAnsweredIsThereAfterAKillAndFollowersMissNothing() throws Exception {
        List<Long> numbers = new CopyOnWriteArrayList<>();
        client.follow(0, event -> numbers.add(event.number()), none -> numbers.add(-1L));
        Account owner = open("owner");
        Order order = placed(order(owner, "kept", Side.BUY, 100, A_UNIT));
        Account before = get(client.account(owner.number())).orElseThrow();

        engine.kill();
        await().until(() -> !client.isConnected());
        assertThatThrownBy(() -> get(client.account(1))).hasCauseInstanceOf(EngineAway.class);
        engine = new RunningEngine(folder, 1_024);
        await().until(client::isConnected);

        assertThat(get(client.account(owner.number()))).contains(before);
        assertThat(get(client.orderByClientId(owner.number(), "kept"))).contains(order);
        placed(order(owner, "next", Side.BUY, 100, A_UNIT));
        assertThat(numbers).containsExactly(numbers(numbers.size()));
    }

    @Test
    void aFollowerOfEventsThatAreGoneBeginsAnew() throws Exception {
        Account owner = open("owner");
        for (int i = 0; i < 600; i++) {
            Order order = placed(order(owner, "", Side.BUY, 100, A_UNIT));
            send(new CancelOrder(owner.number(), order.id()));
        }
        var resets = new CopyOnWriteArrayList<Long>();
        var numbers = new CopyOnWriteArrayList<Long>();
        client.follow(1, event -> numbers.add(event.number()), resets::add);
        placed(order(owner, "", Side.BUY, 100, A_UNIT));

        assertThat(resets).hasSize(1);
        assertThat(numbers.getFirst()).isEqualTo(resets.getFirst() + 1);
    }

    @Test
    void fillsAreKeptUntilTheyAreTaken() throws Exception {
        Account maker = open("maker");
        Account taker = open("taker");
        placed(order(maker, "", Side.SELL, 100, 10 * A_UNIT));
        for (int i = 0; i < 3; i++) {
            placed(order(taker, "", Side.BUY, 100, A_UNIT));
        }

        assertThat(get(client.fillsAfter(0, 2))).extracting("number").containsExactly(1L, 2L);
        assertThat(get(client.fillsAfter(2, 10))).extracting("number").containsExactly(3L);
        assertThat(engine.live.durable().engine().takenFills()).isEqualTo(2);
        engine.kill();
        engine = new RunningEngine(folder, 1_024);
        assertThat(engine.live.durable().engine().takenFills()).isEqualTo(2);
    }

    @Test
    void aClientThatSendsSomethingElseIsCutOffAndOthersGoOn() throws Exception {
        try (var raw = SocketChannel.open(java.net.UnixDomainSocketAddress.of(RunningEngine.socket(folder)))) {
            raw.write(ByteBuffer.wrap(
                    "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(raw.read(ByteBuffer.allocate(10))).isNegative();
        }
        try (var raw = SocketChannel.open(java.net.UnixDomainSocketAddress.of(RunningEngine.socket(folder)))) {
            ByteBuffer command =
                    ByteBuffer.allocate(64).putInt(38).put((byte) 2).putLong(1).put(new byte[24]);
            raw.write(command.put((byte) 2).putInt(7).flip());
            assertThat(raw.read(ByteBuffer.allocate(10))).isNegative();
        }
        assertThat(open("somebody").number()).isEqualTo(1);
    }

    @Test
    void manyThreadsAskAtOnce() throws Exception {
        Account owner = open("owner");
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 5_000; i++) {
            answers.add(client.send(new PlaceOrder(
                    owner.number(),
                    UUID.randomUUID(),
                    "",
                    0,
                    Side.BUY,
                    OrderType.LIMIT,
                    TimeInForce.IOC,
                    false,
                    100,
                    A_UNIT,
                    CREATED)));
        }
        for (CompletableFuture<Outcome> answer : answers) {
            assertThat(get(answer)).isInstanceOf(Placed.class);
        }
    }

    private ExchangeClient connected() {
        ExchangeClient opened = ExchangeClient.open(RunningEngine.socket(folder));
        await().atMost(Duration.ofSeconds(20)).until(opened::isConnected);
        assertThat(opened.instruments()).containsExactly(RunningEngine.LUMENS);
        return opened;
    }

    private static PlaceOrder order(Account account, String clientId, Side side, long price, long amount) {
        return new PlaceOrder(
                account.number(),
                UUID.randomUUID(),
                clientId,
                0,
                side,
                OrderType.LIMIT,
                TimeInForce.GTC,
                false,
                price,
                amount,
                CREATED);
    }

    private Account open(String subject) throws Exception {
        return ((Opened) send(new OpenAccount(subject))).account();
    }

    private Order placed(PlaceOrder order) throws Exception {
        Outcome outcome = send(order);
        assertThat(outcome).isInstanceOf(Placed.class);
        return ((Placed) outcome).order();
    }

    private Refused refused(PlaceOrder order) throws Exception {
        return (Refused) send(order);
    }

    private Outcome send(Command command) throws Exception {
        return get(client.send(command));
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(20, SECONDS);
    }

    private static Long[] numbers(int count) {
        var numbers = new Long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i + 1L;
        }
        return numbers;
    }
}
