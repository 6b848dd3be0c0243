package org.stellarticker.sandbox.exchange;

import java.util.Comparator;
import java.util.List;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Side;
import org.stellarticker.sandbox.market.math.Dice;

/** Quotes a market: keeps offers on both sides of the fair price, follows it, and fills up what was taken. */
final class MarketMaker {

    /** Offers of each side. */
    private static final int OFFERS = 8;

    /** The distance between two offers: a part of the half spread, and a part of the price. */
    private static final double STEP_OF_SPREAD = 0.3;

    private static final double STEP_OF_PRICE = 0.0004;

    /** An offer this much of a step away from where it should be is moved. */
    private static final double TOLERANCE = 0.3;

    /** An offer with less of its amount left is filled up. */
    private static final double LEFT = 0.5;

    private final ExchangeMarket market;
    private final BotAccount account;
    private final long seed;
    /** Which part of a step its offers are off those of another maker. */
    private final double shift;

    /**
     * @param number counts the makers of the market from 0
     * @param count of the market's makers
     */
    MarketMaker(ExchangeMarket market, BotAccount account, long seed, int number, int count) {
        this.market = market;
        this.account = account;
        this.seed = seed + number;
        this.shift = (double) number / count;
    }

    /** Moves its offers to where they should be at a ledger. */
    void quote(int ledger) throws InterruptedException, ExchangeAway {
        account.open();
        List<Order> open = account.openOrders();
        double fair = market.fair().at(ledger);
        // Offers move away before others follow, so that none meets one of its own.
        List<Side> order = rises(open, fair) ? List.of(Side.SELL, Side.BUY) : List.of(Side.BUY, Side.SELL);
        for (Side side : order) {
            quote(side, sorted(open, side), fair, ledger);
        }
        account.awaitAnswers();
    }

    private boolean rises(List<Order> open, double fair) {
        long sum = open.stream().mapToLong(Order::price).sum();
        return open.isEmpty() || market.ticks(fair) >= sum / open.size();
    }

    private static List<Order> sorted(List<Order> open, Side side) {
        Comparator<Order> price = Comparator.comparingLong(Order::price);
        return open.stream()
                .filter(order -> order.side() == side)
                .sorted(side == Side.SELL ? price : price.reversed())
                .toList();
    }

    private void quote(Side side, List<Order> open, double fair, int ledger) {
        double half = market.fair().halfSpread(ledger);
        double step = STEP_OF_SPREAD * half + STEP_OF_PRICE;
        for (int i = 0; i < OFFERS; i++) {
            double off = half + step * (i + shift);
            long price = market.ticks(fair * (side == Side.SELL ? 1 + off : 1 - off));
            long amount = market.amount(dollars(side, i, ledger), ledger, 1);
            if (i >= open.size()) {
                account.offer(market.instrument().number(), side, price, amount);
            } else if (isToMove(open.get(i), price, amount, step * fair)) {
                account.amend(open.get(i), price, open.get(i).executedAmount() + amount);
            }
        }
        open.stream().skip(OFFERS).forEach(account::cancel);
    }

    private boolean isToMove(Order order, long price, long amount, double step) {
        double tolerance = Math.max(1, TOLERANCE * step * market.instrument().ticksPerUnit());
        return Math.abs(order.price() - price) > tolerance || order.amount() - order.executedAmount() < LEFT * amount;
    }

    /** What an offer is worth; each changes at a time of its own, once in a minute or so. */
    private double dollars(Side side, int offer, int ledger) {
        long age = (ledger + offer * 7L) / 64;
        Dice dice = Dice.of(seed, side + " of " + market.instrument().symbol(), (offer + 1) * 0x1_0000_0000L + age);
        return dice.aroundMedian(market.fair().depth() / 4_000 * (1 + 0.15 * offer), 0.5);
    }
}
