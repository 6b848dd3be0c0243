package org.stellarticker.exchange.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelAll;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

/** Commands by chance, the same ones for the same seed: most of them sensible, some wrong in each field. */
public final class RandomCommands {

    private static final String ISSUER = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
    private static final Asset USDC = Asset.issued("USDC", ISSUER);
    private static final Asset BTC = Asset.issued("BTC", ISSUER);

    /** Lots that are no multiples of a price's unit, so that amounts are rounded; with and without a fee. */
    public static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument(0, NativeAsset.XLM, USDC, 4, 10_007, 20_014, 10_007L * 1_000_000_000, 0),
            new Instrument(1, BTC, NativeAsset.XLM, 0, 13, 13, 13L * 1_000_000_000_000L, 10),
            new Instrument(2, BTC, USDC, 9, 1_000_000_001L, 1_000_000_001L, 1_000_000_001L * 5_000, 25));

    private static final int MIDDLE = 1_000;
    private static final int LARGEST_SPREAD = 12;
    private static final int RECENT = 400;

    private final SplittableRandom random;
    private final int subjects;
    private final List<PlaceOrder> recent = new ArrayList<>();
    private long clientIds;

    /** @param subjects how many accounts there will be about */
    public RandomCommands(long seed, int subjects) {
        this.random = new SplittableRandom(seed);
        this.subjects = subjects;
    }

    public Command next() {
        int choice = random.nextInt(1_000);
        if (choice < 10) {
            return new OpenAccount("subject " + random.nextInt(subjects + 5));
        }
        if (choice < 200) {
            PlaceOrder order = anyRecent();
            return new CancelOrder(owner(order), order.id());
        }
        if (choice < 380) {
            return amend(anyRecent());
        }
        if (choice < 384) {
            return new CancelAll(account());
        }
        return choice < 400 ? again(anyRecent()) : remember(place());
    }

    private PlaceOrder anyRecent() {
        return recent.isEmpty() ? place() : recent.get(random.nextInt(recent.size()));
    }

    private PlaceOrder remember(PlaceOrder order) {
        if (recent.size() < RECENT) {
            recent.add(order);
        } else {
            recent.set(random.nextInt(RECENT), order);
        }
        return order;
    }

    /** Returns the order's owner, and at times another account. */
    private long owner(PlaceOrder order) {
        return oneIn(50) ? account() : order.account();
    }

    private AmendOrder amend(PlaceOrder order) {
        Instrument instrument = INSTRUMENTS.get(Math.max(0, order.instrument()));
        OptionalLong price = oneIn(2) ? OptionalLong.of(oneIn(40) ? wrongPrice() : price()) : OptionalLong.empty();
        OptionalLong amount = OptionalLong.empty();
        if (oneIn(2)) {
            amount = OptionalLong.of(oneIn(40) ? wrongAmount(instrument) : amount(instrument));
        } else if (oneIn(2)) {
            // Close to what it is, so that it shrinks below what is executed, to it, or keeps its place.
            long most = Math.max(1, Math.min(order.amount(), instrument.maximum()) / instrument.lot());
            long lots = most - random.nextLong(most);
            amount = OptionalLong.of(lots * instrument.lot());
        }
        return new AmendOrder(owner(order), order.id(), price, amount);
    }

    /** Returns an order again, with the same content or another, under its own client order id or none. */
    private PlaceOrder again(PlaceOrder order) {
        return new PlaceOrder(
                order.account(),
                oneIn(4) ? order.id() : id(),
                oneIn(4) ? "" : order.clientOrderId(),
                order.instrument(),
                order.side(),
                order.type(),
                order.timeInForce(),
                order.postOnly(),
                oneIn(3) ? order.price() + 1 : order.price(),
                order.amount(),
                order.createdAt());
    }

    private PlaceOrder place() {
        int number = random.nextInt(INSTRUMENTS.size());
        Instrument instrument = INSTRUMENTS.get(number);
        boolean market = oneIn(8);
        boolean immediate = market ? !oneIn(50) : oneIn(6);
        long price = market == !oneIn(100) ? 0 : price();
        return new PlaceOrder(
                oneIn(200) ? random.nextLong(-1, 3L * subjects) : account(),
                id(),
                oneIn(3) ? "" : "client-" + ++clientIds + "-of-36-characters".substring(0, random.nextInt(18)),
                oneIn(200) ? -1 : number,
                oneIn(2) ? Side.BUY : Side.SELL,
                market ? OrderType.MARKET : OrderType.LIMIT,
                immediate ? TimeInForce.IOC : TimeInForce.GTC,
                immediate ? oneIn(50) : oneIn(6),
                oneIn(100) ? wrongPrice() : price,
                oneIn(60) ? wrongAmount(instrument) : amount(instrument),
                Instant.ofEpochSecond(1_800_000_000L, random.nextInt(1_000_000) * 1_000L));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private long account() {
        return 1L + random.nextInt(subjects);
    }

    private long price() {
        return (long) MIDDLE + random.nextInt(-LARGEST_SPREAD, LARGEST_SPREAD + 1);
    }

    private long wrongPrice() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -random.nextLong(1, 1_000_000);
            case 2 -> Integer.MAX_VALUE + random.nextLong(2);
            default -> Long.MAX_VALUE;
        };
    }

    /** Returns a sensible amount: mostly a few lots, at times about as much as an account has. */
    private long amount(Instrument instrument) {
        long most = instrument.maximum() / instrument.lot();
        long lots = oneIn(30) ? random.nextLong(1, most + 1) : random.nextLong(1, Math.min(most, 1_000) + 1);
        return Math.max(instrument.minimum(), lots * instrument.lot());
    }

    private long wrongAmount(Instrument instrument) {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> -instrument.lot();
            case 2 -> instrument.maximum() + instrument.lot();
            case 3 -> Long.MAX_VALUE;
            default -> instrument.minimum() + 1;
        };
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }
}
