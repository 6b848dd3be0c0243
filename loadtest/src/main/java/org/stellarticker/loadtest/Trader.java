package org.stellarticker.loadtest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One user: what it does next, and what it waits for. Gatling runs a user's steps one after another, each after the one
 * before, so that nothing here is locked.
 */
final class Trader {

    /** Orders after which a user cancels all that are open; an account may have 200. */
    static final int ORDERS_BETWEEN_CANCELS = 20;
    /** Each so-many'th order is amended: a smaller amount, which keeps its place. */
    static final int ORDERS_BETWEEN_AMENDS = 10;

    private static final int PERCENT = 100;
    private static final int RESTING_PERCENT = 60;
    private static final int TAKING_PERCENT = 35;
    private static final int TICKS_AWAY = 20;
    private static final int MOST_LOTS = 9;
    private static final long EVENT_LIMIT_MILLIS = 10_000;

    private final int number;
    private final String run;
    private final List<Market> markets;
    private final SplittableRandom random;
    private int orders;
    private Market market;
    private String clientOrderId = "";
    /** When the orders were placed whose events have not come, by their numbers. */
    private final Map<Integer, Long> awaited = new LinkedHashMap<>();

    /**
     * @param number of the user
     * @param run sets the orders of this load test apart from those of others
     */
    Trader(int number, String run, List<Market> markets) {
        this.number = number;
        this.run = run;
        this.markets = markets;
        this.random = new SplittableRandom(number);
        this.market = markets.getFirst();
    }

    /** Returns a number from 0 to below 1, by which the users' steps are spread over time. */
    double phase() {
        return random.nextDouble();
    }

    String subject() {
        return "load-" + run + "-" + number;
    }

    /**
     * Returns the next order as JSON: of a hundred, 60 rest near the best price of their side, 35 take at a limit, 5 take at any
     * price. Users buy as often as they sell.
     *
     * @param now in milliseconds
     */
    String nextOrder(long now) {
        orders++;
        market = markets.get(random.nextInt(markets.size()));
        clientOrderId = prefix() + orders;
        awaited.put(orders, now);
        boolean buys = random.nextBoolean();
        int kind = random.nextInt(PERCENT);
        // What is amended must still be open.
        if (amends() || kind < RESTING_PERCENT) {
            return order(buys, resting(buys), "gtc");
        }
        return kind < RESTING_PERCENT + TAKING_PERCENT ? order(buys, taking(buys), "ioc") : marketOrder(buys);
    }

    private long resting(boolean buys) {
        Market.Prices best = market.prices();
        long away = random.nextInt(TICKS_AWAY);
        // A bid stays below the asks as they were a moment ago.
        return buys
                ? Math.max(1, Math.min(best.bid(), best.ask() - 1) - away)
                : Math.max(best.ask(), best.bid() + 1) + away;
    }

    private long taking(boolean buys) {
        Market.Prices best = market.prices();
        return buys ? best.ask() + 1 : Math.max(1, best.bid() - 1);
    }

    private String order(boolean buys, long ticks, String timeInForce) {
        return """
                {"client_order_id":"%s","instrument":"%s","side":"%s","type":"limit","time_in_force":"%s","price":"%s","amount":"%s"}""".formatted(clientOrderId, market.symbol(), side(buys), timeInForce, market.price(ticks), amount());
    }

    private String marketOrder(boolean buys) {
        return """
                {"client_order_id":"%s","instrument":"%s","side":"%s","type":"market","amount":"%s"}""".formatted(clientOrderId, market.symbol(), side(buys), amount());
    }

    private static String side(boolean buys) {
        return buys ? "buy" : "sell";
    }

    private String amount() {
        return market.amount(1 + random.nextInt(MOST_LOTS));
    }

    /** Whether the order that was placed last is to be amended. */
    boolean amends() {
        return orders % ORDERS_BETWEEN_AMENDS == 0;
    }

    /** Returns the smallest amount, which is less than that of any order here. */
    String amendment() {
        return "{\"amount\":\"%s\"}".formatted(market.amount(0));
    }

    /** Whether it is time to cancel all that is open. */
    boolean cancelsAll() {
        return orders % ORDERS_BETWEEN_CANCELS == 0;
    }

    private String prefix() {
        return run + "-" + number + "-";
    }

    /** The order that was placed last was refused: no event follows. */
    void refused() {
        awaited.remove(orders);
    }

    /**
     * Looks at an event of the private stream.
     *
     * @return milliseconds from before the order was sent until its first event came; -1 for any other event
     */
    long eventAfter(String event, long arrivedAt) {
        int at = event.indexOf(prefix());
        if (at < 0) {
            return -1;
        }
        int order = 0;
        for (int digit = at + prefix().length(); digit < event.length() && isDigit(event.charAt(digit)); digit++) {
            order = order * 10 + event.charAt(digit) - '0';
        }
        Long placedAt = awaited.remove(order);
        return placedAt == null ? -1 : Math.max(0, arrivedAt - placedAt);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** Gives up the events that should long have come; returns how many these are. */
    int giveUp(long now) {
        int before = awaited.size();
        awaited.values().removeIf(placedAt -> now - placedAt > EVENT_LIMIT_MILLIS);
        return before - awaited.size();
    }
}
