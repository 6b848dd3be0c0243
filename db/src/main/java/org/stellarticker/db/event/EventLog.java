package org.stellarticker.db.event;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * The log of changes, in the order of commits. A reader that keeps its position misses nothing, however long it was away, as
 * long as the position is {@linkplain #kept still kept}.
 */
public final class EventLog {

    /** The signal that events were written. */
    public static final String CHANNEL = "events";

    private static final String APPEND = Sql.of(EventLog.class, "append");
    private static final Map<String, String> HOURS =
            Map.of("hours", Sql.of(EventLog.class, "hours").strip());
    private static final String LIST = Sql.of(EventLog.class, "list", HOURS);
    private static final String LIST_BEFORE = Sql.of(EventLog.class, "list-before", HOURS);

    /** The positions that are kept, both inclusive. */
    public record Kept(long oldest, long newest) {}

    /** Writes an event at the end of a transaction, so that others wait only a moment for their position. */
    @WrittenBy(Program.INGESTER)
    public void append(Transaction tx, Event event) {
        tx.beforeCommit(() -> write(tx, event));
    }

    private static void write(Transaction tx, Event event) {
        Optional<TradeId> first = event.trades().map(Event.Range::first);
        Optional<TradeId> last = event.trades().map(Event.Range::last);
        tx.get(
                APPEND,
                _ -> true,
                event.kind().word(),
                event.markets().stream().mapToInt(Integer::intValue).toArray(),
                first.map(TradeId::toid),
                first.map(TradeId::index),
                last.map(TradeId::toid),
                last.map(TradeId::index),
                event.detail(),
                event.announced().stream().mapToLong(TradeId::toid).toArray(),
                event.announced().stream().mapToInt(TradeId::index).toArray(),
                seconds(event, MarketHours::from),
                seconds(event, MarketHours::to),
                CHANNEL);
    }

    private static long[] seconds(Event event, Function<MarketHours, Instant> edge) {
        return event.corrections().stream()
                .map(edge)
                .mapToLong(Instant::getEpochSecond)
                .toArray();
    }

    /** Lists the events after a position, in order; 0 is before the first. */
    public List<LoggedEvent> listAfter(Transaction tx, long position, int most) {
        return listAfter(tx, position, OptionalInt.empty(), most);
    }

    /** Lists the events after a position that concern one market, as {@link #listAfter(Transaction, long, int)} does. */
    public List<LoggedEvent> listAfter(Transaction tx, long position, OptionalInt pairId, int most) {
        return tx.list(LIST, EventLog::read, position, pairId, pairId, most);
    }

    /**
     * Which events of the past are listed.
     *
     * @param before only those with a smaller position; empty for the newest
     * @param kind empty for any
     * @param pairId of the market concerned; empty for any
     * @param from of when it was written, inclusive; empty for any
     * @param to exclusive; empty for any
     */
    public record Question(
            Optional<Long> before,
            Optional<EventKind> kind,
            OptionalInt pairId,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** Lists events that are kept, the newest first. */
    public List<LoggedEvent> list(Transaction tx, Question question, int most) {
        Optional<String> kind = question.kind().map(EventKind::word);
        return tx.listReplanned(
                LIST_BEFORE,
                EventLog::read,
                question.before().orElse(Long.MAX_VALUE),
                kind,
                kind,
                question.pairId(),
                question.pairId(),
                question.from(),
                question.from(),
                question.to(),
                question.to(),
                most);
    }

    /** Returns what changed of assets and order books after a position. */
    public CatalogChanges catalogChanges(Transaction tx, long after) {
        long newest = position(tx);
        if (newest == after) {
            return new CatalogChanges(newest, /* complete= */ true, /* assets= */ false, Set.of());
        }
        boolean complete = tx.get(
                "select exists (select from event_log where position = ?)", found -> found.getBoolean(1), after + 1);
        var books = new HashSet<Integer>();
        List<Boolean> assets = tx.list(
                """
                select kind = ? as of_assets, markets
                from event_log
                where position > ? and position <= ? and kind in (?, ?)
                """,
                columns -> {
                    books.addAll(markets(columns));
                    return columns.getBoolean("of_assets");
                },
                EventKind.ASSET_CHANGED.word(),
                after,
                newest,
                EventKind.ASSET_CHANGED.word(),
                EventKind.BOOKS_CHANGED.word());
        return new CatalogChanges(newest, complete, assets.contains(true), books);
    }

    /** Returns the kept positions; empty when none is. A reader just before the oldest misses nothing. */
    public Optional<Kept> kept(Transaction tx) {
        return tx.find("""
                select oldest.position as oldest, event_position.position as newest
                from event_position
                cross join lateral (select position from event_log order by position limit 1) as oldest
                """, columns -> new Kept(columns.getLong("oldest"), columns.getLong("newest")));
    }

    /** Returns the last position ever written; 0 before the first. */
    public long position(Transaction tx) {
        return tx.get("select position from event_position", columns -> columns.getLong(1));
    }

    /**
     * Deletes the oldest events from before an instant.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before, int most) {
        return tx.updateReplanned("""
                delete from event_log
                where position = any(array(
                    select position
                    from event_log
                    where happened_at < ?
                    order by position
                    limit ?
                ))
                """, before, most);
    }

    private static LoggedEvent read(ResultSet columns) throws SQLException {
        long firstToid = columns.getLong("first_toid");
        Optional<Event.Range> trades = columns.wasNull()
                ? Optional.empty()
                : Optional.of(new Event.Range(
                        new TradeId(firstToid, columns.getInt("first_index")),
                        new TradeId(columns.getLong("last_toid"), columns.getInt("last_index"))));
        return new LoggedEvent(
                columns.getLong("position"),
                Columns.instant(columns, "happened_at"),
                new Event(
                        EventKind.of(Columns.text(columns, "kind")),
                        markets(columns),
                        trades,
                        Columns.text(columns, "detail"),
                        announced(columns),
                        corrections(columns)));
    }

    private static List<TradeId> announced(ResultSet columns) throws SQLException {
        Long[] toids = (Long[]) columns.getArray("toids").getArray();
        Integer[] indexes = (Integer[]) columns.getArray("indexes").getArray();
        return IntStream.range(0, toids.length)
                .mapToObj(i -> new TradeId(toids[i], indexes[i]))
                .toList();
    }

    private static List<MarketHours> corrections(ResultSet columns) throws SQLException {
        Integer[] markets = (Integer[]) columns.getArray("markets").getArray();
        Long[] from = (Long[]) columns.getArray("from_seconds").getArray();
        Long[] to = (Long[]) columns.getArray("to_seconds").getArray();
        return IntStream.range(0, from.length)
                .mapToObj(
                        i -> new MarketHours(markets[i], Instant.ofEpochSecond(from[i]), Instant.ofEpochSecond(to[i])))
                .toList();
    }

    private static SortedSet<Integer> markets(ResultSet columns) throws SQLException {
        Array ids = columns.getArray("markets");
        return new TreeSet<>(List.of((Integer[]) ids.getArray()));
    }
}
