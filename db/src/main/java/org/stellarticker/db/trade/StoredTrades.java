package org.stellarticker.db.trade;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;

/**
 * The result of storing trades.
 *
 * @param count number of new trades
 * @param markets ids of the pairs of the new trades
 * @param range first and last new trade; empty when none was new
 * @param conflicts new conflicts: trades that were received with other values than stored
 */
public record StoredTrades(
        int count, SortedSet<Integer> markets, Optional<Event.Range> range, List<TradeConflict> conflicts) {

    static final StoredTrades NONE = new StoredTrades(0, new TreeSet<>(), Optional.empty(), List.of());

    /** Reads the row of {@code insert.sql}. */
    static StoredTrades read(ResultSet columns) throws SQLException {
        int count = columns.getInt("count");
        if (count == 0) {
            return NONE;
        }
        var markets =
                new TreeSet<>(List.of((Integer[]) columns.getArray("markets").getArray()));
        var range = new Event.Range(id(columns, "first_trade"), id(columns, "last_trade"));
        return new StoredTrades(count, markets, Optional.of(range), List.of());
    }

    private static TradeId id(ResultSet columns, String column) throws SQLException {
        Long[] id = (Long[]) columns.getArray(column).getArray();
        return new TradeId(id[0], Math.toIntExact(id[1]));
    }

    StoredTrades with(List<TradeConflict> more) {
        var all = new ArrayList<>(conflicts);
        all.addAll(more);
        return new StoredTrades(count, markets, range, List.copyOf(all));
    }

    /** Returns the events to log: one for the new trades, one for the conflicts. */
    public List<Event> events(EventKind ofNewTrades) {
        var events = new ArrayList<Event>();
        if (count > 0) {
            events.add(new Event(ofNewTrades, markets, range, count + " trades"));
        }
        conflictEvent().ifPresent(events::add);
        return events;
    }

    /** Returns the event for the conflicts; empty without one. */
    public Optional<Event> conflictEvent() {
        return conflicts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Event(
                        EventKind.TRADE_CONFLICT,
                        new TreeSet<>(),
                        Optional.of(new Event.Range(
                                conflicts.getFirst().id(), conflicts.getLast().id())),
                        conflicts.size() + " trades"));
    }
}
