package org.stellarticker.exchange.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.Side;

/** A book: for each side, the orders of each price in the order of their arrival, the best price first. */
final class ReferenceBook {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    final Instrument instrument;
    private final TreeMap<Long, List<ReferenceOrder>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, List<ReferenceOrder>> asks = new TreeMap<>();

    ReferenceBook(Instrument instrument) {
        this.instrument = instrument;
    }

    SortedMap<Long, List<ReferenceOrder>> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    Optional<ReferenceOrder> best(Side side) {
        return side(side).values().stream().findFirst().map(List::getFirst);
    }

    void add(ReferenceOrder order) {
        side(order.placed.side())
                .computeIfAbsent(order.price, price -> new ArrayList<>())
                .add(order);
    }

    void remove(ReferenceOrder order) {
        List<ReferenceOrder> level =
                Objects.requireNonNull(side(order.placed.side()).get(order.price));
        level.remove(order);
        if (level.isEmpty()) {
            side(order.placed.side()).remove(order.price);
        }
    }

    Level level(Side side, long price) {
        List<ReferenceOrder> orders = side(side).getOrDefault(price, List.of());
        return new Level(price, orders.stream().mapToLong(ReferenceOrder::open).sum(), orders.size());
    }

    List<Level> levels(Side side) {
        return side(side).keySet().stream().map(price -> level(side, price)).toList();
    }

    long worth(long base, long price) {
        return long64(product(base, price).divide(unit()));
    }

    long hold(ReferenceOrder order, long open, long price) {
        if (!order.buys()) {
            return open;
        }
        return order.isMarket() ? 0 : holdOfBuyer(open, price);
    }

    private long holdOfBuyer(long open, long price) {
        BigInteger[] quotient = product(open, price).divideAndRemainder(unit());
        return long64(quotient[1].signum() == 0 ? quotient[0] : quotient[0].add(BigInteger.ONE));
    }

    long affordable(long counter, long price) {
        long base = long64(BigInteger.valueOf(counter).multiply(unit()).divide(BigInteger.valueOf(price)));
        return base - base % instrument.lot();
    }

    private BigInteger unit() {
        return BigInteger.TEN.pow(instrument.priceDecimals());
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }

    private static long long64(BigInteger value) {
        return value.min(MOST).longValueExact();
    }
}
