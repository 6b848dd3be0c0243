package org.stellarticker.exchange.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.Side;

/**
 * The levels of one side of a book, sorted so that the best one is the last. Orders come and go near the best price, so
 * that few levels move when one is put in or taken out.
 */
final class BookSide {

    private static final int FIRST_CAPACITY = 256;

    final OrderBook book;
    final Side side;

    /** Prices of the levels, negative for sellers, so that the larger key is the better price on both sides. */
    private long[] keys = new long[FIRST_CAPACITY];

    private @Nullable PriceLevel[] levels = new PriceLevel[FIRST_CAPACITY];
    private int size;
    private @Nullable PriceLevel unused;

    BookSide(OrderBook book, Side side) {
        this.book = book;
        this.side = side;
    }

    int size() {
        return size;
    }

    @Nullable
    PriceLevel best() {
        return size == 0 ? null : levels[size - 1];
    }

    /** Returns a level by its rank; 0 is the best. */
    @Nullable
    PriceLevel level(int rank) {
        return rank < size ? levels[size - 1 - rank] : null;
    }

    /** Returns whether an order of the other side with that price trades with this side's best level. */
    boolean isCrossedBy(long price) {
        return size > 0 && keys[size - 1] >= key(price);
    }

    /** Returns the level of that price, or null when there is none. */
    @Nullable
    PriceLevel find(long price) {
        int index = index(key(price));
        return index >= 0 ? levels[index] : null;
    }

    /** Puts a level without orders into the book: one that the command took out, else an unused one. */
    PriceLevel add(long price, @Nullable PriceLevel again) {
        PriceLevel level = again == null ? takeUnused() : again;
        level.price = price;
        level.present = true;
        int at = -1 - index(key(price));
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            levels = Arrays.copyOf(levels, 2 * size);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(levels, at, levels, at + 1, size - at);
        keys[at] = key(price);
        levels[at] = level;
        size++;
        return level;
    }

    /** Takes a level without orders out of the book. */
    void remove(PriceLevel level) {
        int at = index(key(level.price));
        size--;
        System.arraycopy(keys, at + 1, keys, at, size - at);
        System.arraycopy(levels, at + 1, levels, at, size - at);
        levels[size] = null;
        level.present = false;
    }

    /** Keeps a level that is in the book no longer, to be used for another price. */
    void recycle(PriceLevel level) {
        level.nextUnused = unused;
        unused = level;
    }

    private PriceLevel takeUnused() {
        PriceLevel level = unused;
        if (level == null) {
            return new PriceLevel(this);
        }
        unused = level.nextUnused;
        level.nextUnused = null;
        return level;
    }

    private long key(long price) {
        return side == Side.BUY ? price : -price;
    }

    /** Returns where the key is, or, when it is absent, {@code -1 -} where it would be. */
    private int index(long key) {
        // The best level is the one that most orders are about.
        if (size > 0 && keys[size - 1] == key) {
            return size - 1;
        }
        return Arrays.binarySearch(keys, 0, size, key);
    }
}
