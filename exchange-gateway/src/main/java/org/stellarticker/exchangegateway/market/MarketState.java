package org.stellarticker.exchangegateway.market;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.Side;

/** The book and the last trade of one instrument, kept by the engine's events. Safe for use by many threads. */
public final class MarketState {

    private final Instrument instrument;
    private final TreeMap<Long, Level> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Level> asks = new TreeMap<>();
    private Optional<Fill> last = Optional.empty();

    /** The number of the last event that the book includes; -1 before it is known. */
    private long event = -1;

    private boolean tickerChanged;

    public MarketState(Instrument instrument) {
        this.instrument = instrument;
    }

    /**
     * The best prices and the last trade.
     *
     * @param bid empty where nobody buys
     * @param ask empty where nobody sells
     */
    public record Ticker(Instrument instrument, Optional<Level> bid, Optional<Level> ask, Optional<Fill> last) {}

    public Instrument instrument() {
        return instrument;
    }

    /** Begins anew with a book that the engine gave. */
    public synchronized void begin(Depth book) {
        bids.clear();
        asks.clear();
        book.bids().forEach(level -> bids.put(level.price(), level));
        book.asks().forEach(level -> asks.put(level.price(), level));
        event = book.event();
        tickerChanged = true;
    }

    /** Forgets the book until {@link #begin}. */
    public synchronized void forget() {
        event = -1;
    }

    public synchronized boolean isKnown() {
        return event >= 0;
    }

    /** Applies a change of a level, unless the book includes it already. */
    public synchronized void apply(Event.LevelChanged change) {
        if (event < 0 || change.number() <= event) {
            return;
        }
        NavigableMap<Long, Level> side = change.side() == Side.BUY ? bids : asks;
        Optional<Level> best = best(side);
        if (change.amount() == 0) {
            side.remove(change.price());
        } else {
            side.put(change.price(), new Level(change.price(), change.amount(), change.orders()));
        }
        event = change.number();
        tickerChanged |= !best.equals(best(side));
    }

    /** Notes a trade, unless a newer one is known. */
    public synchronized void apply(Fill fill) {
        if (last.isEmpty() || last.get().number() < fill.number()) {
            last = Optional.of(fill);
            tickerChanged = true;
        }
    }

    private static Optional<Level> best(NavigableMap<Long, Level> side) {
        return Optional.ofNullable(side.firstEntry()).map(Map.Entry::getValue);
    }

    /** Returns the best levels of both sides. */
    public synchronized Depth depth(int levels) {
        return new Depth(
                instrument.number(),
                bids.values().stream().limit(levels).toList(),
                asks.values().stream().limit(levels).toList(),
                event);
    }

    public synchronized Ticker ticker() {
        return new Ticker(instrument, best(bids), best(asks), last);
    }

    /** Returns the ticker when it changed since the last call. */
    public synchronized Optional<Ticker> changedTicker() {
        boolean changed = tickerChanged;
        tickerChanged = false;
        return changed ? Optional.of(ticker()) : Optional.empty();
    }
}
