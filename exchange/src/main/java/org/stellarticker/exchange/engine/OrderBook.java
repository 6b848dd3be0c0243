package org.stellarticker.exchange.engine;

import java.util.ArrayList;
import java.util.List;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;

/** The book of one instrument. */
final class OrderBook {

    final Instrument instrument;
    /** The numbers of its assets. */
    final int base;

    final int counter;
    final BookSide bids = new BookSide(this, Side.BUY);
    final BookSide asks = new BookSide(this, Side.SELL);
    /** The divisor of prices. */
    final long ticksPerUnit;

    OrderBook(Instrument instrument, int base, int counter) {
        this.instrument = instrument;
        this.base = base;
        this.counter = counter;
        this.ticksPerUnit = instrument.ticksPerUnit();
    }

    BookSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** Returns what an amount of base is worth in counter at a price, rounded down: what a fill pays. */
    long worth(long base, long price) {
        return Amounts.floor(base, price, ticksPerUnit);
    }

    /** Returns what an open order needs to be held: counter rounded up for a buyer, base for a seller. */
    long hold(Side side, long open, long price) {
        return side == Side.BUY ? Amounts.ceiling(open, price, ticksPerUnit) : open;
    }

    /** Returns the number of the asset that an order of that side sets aside. */
    int held(Side side) {
        return side == Side.BUY ? counter : base;
    }

    /** Returns whether an order pays while it trades, so that nothing is held for it: a market order that buys. */
    static boolean paysAsItTrades(Side side, OrderType type) {
        return type == OrderType.MARKET && side == Side.BUY;
    }

    /** Returns the most base, in whole lots, that so much counter pays at a price. */
    long affordable(long counterAmount, long price) {
        long base = Amounts.floor(counterAmount, ticksPerUnit, price);
        return base - base % instrument.lot();
    }

    static List<Level> best(BookSide side, int levels) {
        var best = new ArrayList<Level>();
        for (int rank = 0; rank < levels; rank++) {
            PriceLevel level = side.level(rank);
            if (level == null) {
                break;
            }
            best.add(new Level(level.price, level.amount, level.orders));
        }
        return best;
    }
}
