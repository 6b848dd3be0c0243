package org.stellarticker.bench.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.engine.Answer;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.engine.EventSink;
import org.stellarticker.exchange.engine.FillEntry;
import org.stellarticker.exchange.engine.OrderEntry;
import org.stellarticker.exchange.engine.OrderRequest;

/**
 * Commands of the mix that exchange-core is measured with: 9 % of orders that may rest, 3 % that may not, 6 % that cancel,
 * 82 % that move one, in a book of about 1,000 orders of 1,000 accounts at about 750 prices. An engine is led along, so
 * that nearly all commands are about open orders.
 */
final class OrderFlow {

    static final Instrument INSTRUMENT = new Instrument(
            0,
            NativeAsset.XLM,
            Asset.issued("USDC", "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"),
            5,
            100_000,
            1_000_000,
            10_000_000_000_000L,
            0);

    static final EngineLimits LIMITS = EngineLimits.USUAL;
    static final long AT = 1_800_000_000_000_000L;

    private static final int ACCOUNTS = 1_000;
    private static final int OPEN = 1_000;
    private static final int MIDDLE = 26_210;
    private static final int FARTHEST = 375;
    private static final int TAKE_EVERY = 1_000;

    private final SplittableRandom random = new SplittableRandom(18);
    private final List<Open> open = new ArrayList<>();
    private final Map<Long, Integer> position = new HashMap<>();
    private final Engine engine = new Engine(List.of(INSTRUMENT), LIMITS, new Closings());
    private final OrderRequest request = new OrderRequest();
    private final Instant created = Instant.ofEpochSecond(1_800_000_000L);
    private long ids;

    /** An order in the book. */
    private record Open(long number, UUID id, long account, Side side) {}

    /** Returns the commands that come before the measured ones: accounts, and a full book. */
    List<Command> beginning() {
        var commands = new ArrayList<Command>();
        for (int i = 0; i < ACCOUNTS; i++) {
            commands.add(new OpenAccount("account " + i));
            engine.openAccount(AT, "account " + i);
        }
        while (open.size() < OPEN) {
            commands.add(place(TimeInForce.GTC));
        }
        return commands;
    }

    /** Returns the next command. */
    Command next() {
        engine.takeFills(engine.lastFill());
        int choice = random.nextInt(100);
        if (choice < 3) {
            return place(TimeInForce.IOC);
        }
        if (choice < 12 || open.size() < OPEN / 2) {
            return place(TimeInForce.GTC);
        }
        Open order = open.get(random.nextInt(open.size()));
        return choice < 18 || open.size() > 2 * OPEN ? cancel(order) : move(order);
    }

    /** Returns whether the fills are to be taken before that command, so that they do not pile up. */
    static boolean takesFills(int command) {
        return command % TAKE_EVERY == 0;
    }

    private Command place(TimeInForce timeInForce) {
        boolean buys = random.nextBoolean();
        Side side = buys ? Side.BUY : Side.SELL;
        boolean takes = timeInForce == TimeInForce.IOC || random.nextInt(3) == 0;
        var order = new PlaceOrder(
                1 + random.nextInt(ACCOUNTS),
                new UUID(++ids, random.nextLong()),
                "",
                0,
                side,
                OrderType.LIMIT,
                timeInForce,
                false,
                takes ? MIDDLE + (buys ? 5 : -5) : restingPrice(side),
                INSTRUMENT.lot() * random.nextInt(10, 1_000),
                created);
        Answer answer = engine.place(AT, request.set(order));
        if (answer.refusal() == null && answer.order().status().isOpen()) {
            position.put(answer.order().number(), open.size());
            open.add(new Open(answer.order().number(), order.id(), order.account(), side));
        }
        return order;
    }

    /** Nearer prices are more frequent. */
    private long restingPrice(Side side) {
        int distance = 1 + Math.min(random.nextInt(FARTHEST), random.nextInt(FARTHEST));
        return side == Side.BUY ? MIDDLE - distance : MIDDLE + distance;
    }

    private Command cancel(Open order) {
        engine.cancel(
                AT,
                order.account(),
                order.id().getMostSignificantBits(),
                order.id().getLeastSignificantBits());
        return new CancelOrder(order.account(), order.id());
    }

    private Command move(Open order) {
        long price = restingPrice(order.side());
        engine.amend(
                AT,
                order.account(),
                order.id().getMostSignificantBits(),
                order.id().getLeastSignificantBits(),
                price,
                Engine.AS_IT_IS);
        return new AmendOrder(order.account(), order.id(), OptionalLong.of(price), OptionalLong.empty());
    }

    long fills() {
        return engine.lastFill();
    }

    /** Takes orders that ended off the list. */
    private final class Closings implements EventSink {

        @Override
        public void closed(long number, long at, OrderEntry order) {
            Integer index = position.remove(order.number());
            if (index != null) {
                Open last = open.removeLast();
                if (index < open.size()) {
                    open.set(index, last);
                    position.put(last.number(), index);
                }
            }
        }

        @Override
        public void accepted(long number, long at, OrderEntry order) {}

        @Override
        public void updated(long number, long at, OrderEntry order) {}

        @Override
        public void filled(long number, long at, FillEntry fill) {}

        @Override
        public void balance(long number, long at, long account, int asset, long total, long held) {}

        @Override
        public void level(long number, long at, int instrument, Side side, long price, long amount, int orders) {}
    }
}
