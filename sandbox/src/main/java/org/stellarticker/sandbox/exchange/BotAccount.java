package org.stellarticker.sandbox.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.link.ExchangeClient;

/**
 * An account of the exchange that a bot trades with. It knows nothing that the exchange does not: which orders are open it asks each
 * time, so that neither its own end nor the exchange's leaves it with a wrong idea.
 */
final class BotAccount {

    /** Of play money: an account that has run out of an asset is left, and its successor opened. */
    private static final int REFUSALS_UNTIL_SUCCESSOR = 40;

    private static final int OPEN_ORDERS_AT_MOST = 200;

    private final String name;
    private final ExchangeClient client;
    private final Clock clock;
    private final List<CompletableFuture<Outcome>> sent = new ArrayList<>();
    private OptionalLong number = OptionalLong.empty();
    private int generation = 1;
    private int refusals;

    BotAccount(String name, ExchangeClient client, Clock clock) {
        this.name = name;
        this.client = client;
        this.clock = clock;
    }

    /** Opens the account where it is not open yet. */
    void open() throws InterruptedException, ExchangeAway {
        if (number.isEmpty()) {
            var outcome = Answers.await(client.send(new Command.OpenAccount(name + "/" + generation)));
            if (!(outcome instanceof Outcome.Opened opened)) {
                throw new IllegalStateException("the exchange does not open an account for " + name + ": " + outcome);
            }
            number = OptionalLong.of(opened.account().number());
        }
    }

    List<Order> openOrders() throws InterruptedException, ExchangeAway {
        return Answers.await(client.orders(number.orElseThrow(), true, Optional.empty(), OPEN_ORDERS_AT_MOST));
    }

    /** Sends an order that rests, or is refused when it would take. */
    void offer(int instrument, Side side, long price, long amount) {
        place(instrument, side, OrderType.LIMIT, TimeInForce.GTC, true, price, amount);
    }

    /** Sends an order that takes up to a price, and leaves nothing. */
    void take(int instrument, Side side, long price, long amount) {
        place(instrument, side, OrderType.LIMIT, TimeInForce.IOC, false, price, amount);
    }

    /** Sends an order that takes at any price. */
    void takeAtAnyPrice(int instrument, Side side, long amount) {
        place(instrument, side, OrderType.MARKET, TimeInForce.IOC, false, 0, amount);
    }

    private void place(
            int instrument,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            boolean postOnly,
            long price,
            long amount) {
        Instant now = clock.instant();
        UUID id = newId(now);
        send(new Command.PlaceOrder(
                number.orElseThrow(), id, "", instrument, side, type, timeInForce, postOnly, price, amount, now));
    }

    void amend(Order order, long price, long amount) {
        send(new Command.AmendOrder(number.orElseThrow(), order.id(), OptionalLong.of(price), OptionalLong.of(amount)));
    }

    void cancel(Order order) {
        send(new Command.CancelOrder(number.orElseThrow(), order.id()));
    }

    private void send(Command command) {
        sent.add(client.send(command));
    }

    /** Waits for the answers to all that was sent. */
    void awaitAnswers() throws InterruptedException, ExchangeAway {
        try {
            for (var answer : sent) {
                if (Answers.await(answer) instanceof Outcome.Refused refused
                        && refused.refusal() == Refusal.BALANCE_TOO_SMALL) {
                    refusals++;
                }
            }
        } finally {
            sent.clear();
        }
        if (refusals >= REFUSALS_UNTIL_SUCCESSOR) {
            Answers.await(client.send(new Command.CancelAll(number.orElseThrow())));
            refusals = 0;
            generation++;
            number = OptionalLong.empty();
        }
    }

    /** Returns a UUID of version 7: milliseconds, then random bits. */
    private static UUID newId(Instant now) {
        var random = ThreadLocalRandom.current();
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
