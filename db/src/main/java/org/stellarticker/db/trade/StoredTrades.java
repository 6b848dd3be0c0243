package org.stellarticker.db.trade;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.MarketHours;

/**
 * The result of storing trades.
 *
 * @param trades the new trades, in the order of their ids
 * @param hours the hours of the new trades, one range for each market in the order of the markets' ids
 * @param conflicts new conflicts: trades that were received with other values than stored
 */
public record StoredTrades(List<TradeId> trades, List<MarketHours> hours, List<TradeConflict> conflicts) {

    static final StoredTrades NONE = new StoredTrades(List.of(), List.of(), List.of());

    /** Reads the row of {@code insert.sql}. */
    static StoredTrades read(ResultSet columns) throws SQLException {
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

    StoredTrades with(List<TradeConflict> more) {
        var all = new ArrayList<>(conflicts);
        all.addAll(more);
        return new StoredTrades(trades, hours, List.copyOf(all));
    }

    /** Returns the number of new trades. */
    public int count() {
        return trades.size();
    }

    /** Returns the events to log: one for the new trades, one for the conflicts. */
    public List<Event> events(EventKind ofNewTrades) {
        var events = new ArrayList<Event>();
        if (!trades.isEmpty()) {
            events.add(new Event(
                    ofNewTrades,
                    markets(hours),
                    Optional.of(new Event.Range(trades.getFirst(), trades.getLast())),
                    count() + " trades",
                    ofNewTrades == EventKind.TRADES_BACKFILLED ? List.of() : trades,
                    ofNewTrades == EventKind.TRADES_STORED ? List.of() : hours));
        }
        conflictEvent(conflicts).ifPresent(events::add);
        return events;
    }

    /** Returns the event for conflicts; empty without one. */
    public static Optional<Event> conflictEvent(List<TradeConflict> conflicts) {
        if (conflicts.isEmpty()) {
            return Optional.empty();
        }
        List<MarketHours> corrections = MarketHours.merged(conflicts.stream()
                .flatMap(conflict -> conflict.corrections().stream())
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
