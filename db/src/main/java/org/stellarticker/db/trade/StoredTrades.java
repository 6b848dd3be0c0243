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
 * What became of trades that were to be stored.
 *
 * @param count how many were new
 * @param markets the pairs of these
 * @param range in which they lie; empty when none was new
 * @param conflicts those told with other values than stored, as far as that was not known yet
 */
public record StoredTrades(
        int count, SortedSet<Integer> markets, Optional<Event.Range> range, List<TradeConflict> conflicts) {

    static final StoredTrades NONE = new StoredTrades(0, new TreeSet<>(), Optional.empty(), List.of());

    /** As {@code insert.sql} tells it. */
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

    /** What is to be told of it: that so many are new, and that some contradict each other. */
    public List<Event> events(EventKind ofNewTrades) {
        var events = new ArrayList<Event>();
        if (count > 0) {
            events.add(new Event(ofNewTrades, markets, range, count + " trades"));
        }
        conflictEvent().ifPresent(events::add);
        return events;
    }

    /** That some contradict each other; empty when none does. */
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
