package org.stellarticker.db.trade;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.MarketHours;

/**
 * The result of storing trades.
 *
 * @param trades the new trades, in the order of their ids
 * @param hours the hours of the new trades, one range for each market in the order of the markets' ids
 * @param again those of the new trades that had been stored before, with another close time
 * @param conflicts new conflicts: trades that were received with other values than stored
 */
public record StoredTrades(
        List<TradeId> trades, List<MarketHours> hours, Set<TradeId> again, List<TradeConflict> conflicts) {

    static final StoredTrades NONE = new StoredTrades(List.of(), List.of(), Set.of(), List.of());

    /** Returns the result when all of a batch is new; its trades are normalised and in the order of their ids. */
    static StoredTrades all(List<Trade> batch, Map<TradePair, Integer> pairIds) {
        var hours = new TreeMap<Integer, Times>();
        for (Trade trade : batch) {
            Instant at = trade.ledgerCloseTime();
            hours.merge(pairIds.get(trade.pair()), new Times(at, at), Times::with);
        }
        return new StoredTrades(
                batch.stream().map(Trade::id).toList(),
                hours.entrySet().stream()
                        .map(market -> MarketHours.of(
                                market.getKey(),
                                market.getValue().first(),
                                market.getValue().last()))
                        .toList(),
                Set.of(),
                List.of());
    }

    /** The first and last close time of a market's trades. */
    private record Times(Instant first, Instant last) {

        Times with(Times other) {
            return new Times(
                    other.first.isBefore(first) ? other.first : first, other.last.isAfter(last) ? other.last : last);
        }
    }

    /** Reads the row of {@code insert.sql} when it is not all of a batch that is new. */
    static StoredTrades some(ResultSet columns) throws SQLException {
        Long[] toids = array(columns, "toids", new Long[0]);
        Integer[] indexes = array(columns, "indexes", new Integer[0]);
        Integer[] markets = array(columns, "markets", new Integer[0]);
        Long[] first = array(columns, "first_micros", new Long[0]);
        Long[] last = array(columns, "last_micros", new Long[0]);
        return new StoredTrades(
                IntStream.range(0, toids.length)
                        .mapToObj(i -> new TradeId(toids[i], indexes[i]))
                        .toList(),
                IntStream.range(0, markets.length)
                        .mapToObj(i -> MarketHours.of(markets[i], instant(first[i]), instant(last[i])))
                        .toList(),
                Set.of(),
                List.of());
    }

    /** Reads an array, which is null when nothing was stored. */
    @SuppressWarnings("unchecked") // the driver gives an array of the boxed type
    private static <T> T[] array(ResultSet columns, String name, T[] none) throws SQLException {
        java.sql.@Nullable Array found = columns.getArray(name);
        return found == null ? none : (T[]) found.getArray();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    StoredTrades again(Collection<TradeId> before) {
        return new StoredTrades(trades, hours, Set.copyOf(before), conflicts);
    }

    StoredTrades with(List<TradeConflict> more) {
        var all = new ArrayList<>(conflicts);
        all.addAll(more);
        return new StoredTrades(trades, hours, again, List.copyOf(all));
    }

    /** Returns the number of new trades. */
    public int count() {
        return trades.size();
    }

    /**
     * Returns the events to log: one for the new trades, one for the conflicts. Trades that had been stored before are not
     * announced a second time: their hours are corrected.
     */
    public List<Event> events(EventKind ofNewTrades) {
        var events = new ArrayList<Event>();
        boolean live = ofNewTrades == EventKind.TRADES_STORED;
        if (!trades.isEmpty()) {
            events.add(new Event(
                    ofNewTrades,
                    markets(hours),
                    Optional.of(new Event.Range(trades.getFirst(), trades.getLast())),
                    count() + " trades",
                    ofNewTrades == EventKind.TRADES_BACKFILLED ? List.of() : announced(),
                    live ? List.of() : hours));
        }
        conflictEvent(conflicts, live && !again.isEmpty() ? hours : List.of()).ifPresent(events::add);
        return events;
    }

    private List<TradeId> announced() {
        return trades.stream().filter(trade -> !again.contains(trade)).toList();
    }

    /** Returns the event for conflicts; empty without one. */
    public static Optional<Event> conflictEvent(List<TradeConflict> conflicts) {
        return conflictEvent(conflicts, List.of());
    }

    private static Optional<Event> conflictEvent(List<TradeConflict> conflicts, List<MarketHours> more) {
        if (conflicts.isEmpty()) {
            return Optional.empty();
        }
        List<MarketHours> corrections = MarketHours.merged(
                Stream.concat(conflicts.stream().flatMap(conflict -> conflict.corrections().stream()), more.stream())
                        .toList());
        return Optional.of(new Event(
                EventKind.TRADE_CONFLICT,
                markets(corrections),
                Optional.of(new Event.Range(
                        conflicts.getFirst().id(), conflicts.getLast().id())),
                conflicts.size() + " trades",
                List.of(),
                corrections));
    }

    private static SortedSet<Integer> markets(List<MarketHours> hours) {
        return new TreeSet<>(hours.stream().map(MarketHours::pairId).toList());
    }
}
