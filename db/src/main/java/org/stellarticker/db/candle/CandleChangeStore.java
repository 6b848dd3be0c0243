package org.stellarticker.db.candle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;

/** Keeps which candles were made anew, in the order of commits. */
public final class CandleChangeStore {

    /** The signal that candles were made anew. */
    public static final String CHANNEL = "candles_updated";

    private static final String APPEND = Sql.of(CandleChangeStore.class, "append-change");
    private static final String LIST = Sql.of(CandleChangeStore.class, "list-changes");
    private static final String LIST_MARKETS = Sql.of(CandleChangeStore.class, "list-changed-markets");

    /** Appends the minutes of a batch. The caller's lock admits one writer, so positions follow the order of commits. */
    @WrittenBy(Program.AGGREGATOR)
    public void append(Transaction tx, DirtyMinutes dirty) {
        var minutes = new TreeMap<Integer, CandleChange.Minutes>();
        dirty.forEach((pair, minute) ->
                minutes.merge(pair, new CandleChange.Minutes(minute, minute), CandleChange.Minutes::spanning));
        tx.get(
                APPEND,
                _ -> true,
                minutes.keySet().stream().mapToInt(Integer::intValue).toArray(),
                seconds(minutes.values(), CandleChange.Minutes::first),
                seconds(minutes.values(), CandleChange.Minutes::last),
                CHANNEL);
    }

    private static long[] seconds(
            Collection<CandleChange.Minutes> minutes, Function<CandleChange.Minutes, Instant> edge) {
        return minutes.stream().map(edge).mapToLong(Instant::getEpochSecond).toArray();
    }

    /** Returns the position of the newest change; 0 before the first. */
    public long position(Transaction tx) {
        return tx.get(
                "select coalesce(max(candle_change_id), 0) as newest from candle_change",
                columns -> columns.getLong("newest"));
    }

    /** Returns the position of the oldest change that is kept; empty when none is. */
    public Optional<Long> oldest(Transaction tx) {
        return tx.find(
                "select candle_change_id from candle_change order by candle_change_id limit 1",
                columns -> columns.getLong(1));
    }

    /**
     * Lists the changes after a position, in order.
     *
     * @param position 0 is before the first
     */
    public List<CandleChange> listAfter(Transaction tx, long position, int most) {
        return tx.list(LIST, CandleChangeStore::read, position, most);
    }

    /**
     * Maps the markets whose candles were made anew after a position to the position of the last such change.
     *
     * @param position 0 is before the first
     * @param from changes of earlier candles only are left out
     */
    public Map<TradePair, Long> mapMarketsAfter(Transaction tx, long position, Instant from) {
        var markets = new HashMap<TradePair, Long>();
        tx.listReplanned(
                LIST_MARKETS,
                columns -> markets.put(
                        new TradePair(
                                AssetRow.asset(columns, "base_code", "base_issuer"),
                                AssetRow.asset(columns, "counter_code", "counter_issuer")),
                        columns.getLong("newest")),
                position,
                CandleInterval.MINUTE.start(from));
        return markets;
    }

    private static CandleChange read(ResultSet columns) throws SQLException {
        Integer[] markets = (Integer[]) columns.getArray("markets").getArray();
        Long[] first = (Long[]) columns.getArray("first_seconds").getArray();
        Long[] last = (Long[]) columns.getArray("last_seconds").getArray();
        Map<Integer, CandleChange.Minutes> minutes = new TreeMap<>();
        IntStream.range(0, markets.length)
                .forEach(i -> minutes.put(
                        markets[i],
                        new CandleChange.Minutes(Instant.ofEpochSecond(first[i]), Instant.ofEpochSecond(last[i]))));
        return new CandleChange(columns.getLong("candle_change_id"), minutes);
    }

    /**
     * Deletes the oldest changes from before an instant, but never the newest one of all: it holds the position.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before, int most) {
        return tx.updateReplanned("""
                delete from candle_change
                where candle_change_id = any(array(
                    select candle_change_id
                    from candle_change
                    where changed_at < ? and candle_change_id < (select max(candle_change_id) from candle_change)
                    order by candle_change_id
                    limit ?
                ))
                """, before, most);
    }
}
