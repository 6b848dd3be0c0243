package org.stellarticker.exchange.engine;

import org.jspecify.annotations.Nullable;

/** The orders of one price on one side of a book, first come, first served. */
final class PriceLevel {

    final BookSide side;
    long price;
    /** What is open, in stroops of base. */
    long amount;

    int orders;

    @Nullable
    OrderEntry first;

    @Nullable
    OrderEntry last;

    /** Whether the current command has changed it. */
    boolean changed;

    /** Whether it is in the book; without orders it is not. */
    boolean present;

    @Nullable
    PriceLevel nextUnused;

    PriceLevel(BookSide side) {
        this.side = side;
    }

    void append(OrderEntry order) {
        order.level = this;
        order.earlierAtLevel = last;
        order.laterAtLevel = null;
        if (last == null) {
            first = order;
        } else {
            last.laterAtLevel = order;
        }
        last = order;
        orders++;
        amount += order.open();
    }

    void remove(OrderEntry order) {
        OrderEntry earlier = order.earlierAtLevel;
        OrderEntry later = order.laterAtLevel;
        if (earlier == null) {
            first = later;
        } else {
            earlier.laterAtLevel = later;
        }
        if (later == null) {
            last = earlier;
        } else {
            later.earlierAtLevel = earlier;
        }
        order.level = null;
        order.earlierAtLevel = null;
        order.laterAtLevel = null;
        orders--;
        amount -= order.open();
    }
}
