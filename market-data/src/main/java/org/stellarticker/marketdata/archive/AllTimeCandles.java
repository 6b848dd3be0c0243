package org.stellarticker.marketdata.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Gives a market's candles of any time: those that the database has dropped are made of the archive's candles of a minute. */
public final class AllTimeCandles {

    private final SnapshotCache snapshots;
    private final Optional<ArchivedRows> archive;

    public AllTimeCandles(SnapshotCache snapshots) {
        this.snapshots = snapshots;
        this.archive = snapshots.archive().map(ArchivedRows::new);
    }

    /**
     * A page.
     *
     * @param archivedBefore candles that open before it are the archive's
     * @param missing of the asked time range, what neither the database nor the archive has
     */
    public record Page(CandleSeries.Page candles, Instant archivedBefore, List<MissingTime> missing) {

        /** Returns where a candle was read. */
        public ServedFrom servedFrom(MarketCandle candle) {
            return candle.openTime().isBefore(archivedBefore) ? ServedFrom.ARCHIVE : ServedFrom.DATABASE;
        }
    }

    /** Returns whether the archive has nothing of what is asked for, so that {@link #keptPage} is the whole answer. */
    public boolean isKept(CandlesPart asked) {
        if (asked.from().isEmpty() || archive.isEmpty()) {
            return true;
        }
        ColdDays cold = snapshots
                .read(new DroppedCandlesPart(asked.interval(), asked.from().get(), asked.to()))
                .cold();
        return cold.isWarm() || cold.days().isEmpty();
    }

    /** Gives a page that was read from the database alone. */
    public static Page keptPage(CandleSeries.Page candles) {
        return new Page(candles, Instant.MIN, List.of());
    }

    /** Reads a page. Without a begin, it has the newest candles that the database has. */
    public Page read(CandlesPart asked) {
        if (asked.from().isEmpty() || archive.isEmpty()) {
            return keptPage(snapshots.fresh(asked));
        }
        DroppedCandlesPart.Dropped dropped = snapshots.fresh(
                new DroppedCandlesPart(asked.interval(), asked.from().get(), asked.to()));
        if (dropped.cold().isWarm() || dropped.cold().days().isEmpty()) {
            return new Page(snapshots.fresh(asked), Instant.MIN, dropped.cold().missing());
        }
        return join(asked, dropped, archive.get());
    }

    private Page join(CandlesPart asked, DroppedCandlesPart.Dropped dropped, ArchivedRows rows) {
        ColdDays cold = dropped.cold();
        int wanted = asked.limit() + 1;
        List<MarketCandle> all = new ArrayList<>(cold(asked, dropped, rows, wanted));
        CandleSeries.Page warm = snapshots.fresh(new CandlesPart(
                asked.pair(), asked.interval(), Optional.of(cold.coldTo()), asked.to(), asked.limit(), asked.fill()));
        boolean keptFollow = warm.next().isPresent();
        all.addAll(warm.candles());
        boolean more = all.size() > asked.limit() || keptFollow;
        List<MarketCandle> page = List.copyOf(all.subList(0, Math.min(asked.limit(), all.size())));
        if (page.isEmpty()) {
            return new Page(warm, cold.coldTo(), cold.missing());
        }
        Instant end = page.getLast().closeTime();
        WindowCoverage fetched = snapshots.fresh(new CoveragePart(asked.pair(), cold.from(), max(end, cold.to())));
        return new Page(
                new CandleSeries.Page(
                        page,
                        Optional.of(ArchivedCoverage.of(fetched, cold)),
                        more ? Optional.of(end) : Optional.empty()),
                cold.coldTo(),
                cold.missing());
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<MarketCandle> cold(
            CandlesPart asked, DroppedCandlesPart.Dropped dropped, ArchivedRows rows, int wanted) {
        Orientation direction = Orientation.of(asked.pair());
        CandleInterval interval = asked.interval();
        ColdDays cold = asked.fill() ? first(dropped.cold(), interval, wanted) : dropped.cold();
        List<MarketCandle> traded =
                rows.candles(cold, direction.orient(asked.pair()), interval, wanted, dropped.dustFrom()).stream()
                        .map(direction::orient)
                        .toList();
        if (!asked.fill()) {
            return traded;
        }
        Map<Instant, MarketCandle> byStart = new HashMap<>();
        traded.forEach(candle -> byStart.put(candle.openTime(), candle));
        var filled = new ArrayList<MarketCandle>();
        for (Instant start = cold.from();
                start.isBefore(cold.coldTo()) && filled.size() < wanted;
                start = interval.end(start)) {
            MarketCandle candle = byStart.get(start);
            filled.add(candle == null ? MarketCandle.untraded(interval, start, 0) : candle);
        }
        return filled;
    }

    /** Returns the part that has as many intervals as are wanted, traded or not. */
    private static ColdDays first(ColdDays cold, CandleInterval interval, int wanted) {
        Instant end = cold.from();
        for (int i = 0; i < wanted && end.isBefore(cold.coldTo()); i++) {
            end = interval.end(end);
        }
        return cold.until(end);
    }
}
