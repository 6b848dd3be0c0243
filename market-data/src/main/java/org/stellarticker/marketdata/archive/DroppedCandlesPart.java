package org.stellarticker.marketdata.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.candle.CandleTimeStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The candles of a range that the database has dropped, and which of them the archive can make.
 *
 * @param from inclusive
 * @param to exclusive; empty for now
 */
record DroppedCandlesPart(CandleInterval interval, Instant from, Optional<Instant> to)
        implements SnapshotPart<DroppedCandlesPart.Dropped> {

    private static final CandleTimeStore CANDLES = new CandleTimeStore();
    private static final ArchivedDayStore ARCHIVED = new ArchivedDayStore();
    private static final DustFloorStore DUST = new DustFloorStore();

    /**
     * @param cold the dropped part, from the begin of an interval to the begin of the first that is kept
     * @param dustFrom since when candles are made with the dust floor of now
     */
    record Dropped(ColdDays cold, Instant dustFrom) {}

    @Override
    public Dropped read(SnapshotRead in) {
        Instant end = to.filter(in.now()::isAfter).orElse(in.now());
        Instant begin = interval.startNotBefore(from);
        Optional<Instant> kept = CANDLES.findKeptSince(in.tx(), interval.part()).map(interval::startNotBefore);
        Instant border = kept.filter(since -> since.isBefore(end)).orElse(end);
        boolean nothing = kept.isEmpty() || !begin.isBefore(border);
        List<ArchivedDay> days = nothing
                ? List.of()
                : ARCHIVED.list(in.tx(), PartitionStore.dayOf(begin), PartitionStore.dayOf(border.minusNanos(1)));
        List<MissingTime> missing = nothing ? List.of() : ColdDays.missing(begin, border, days);
        return new Dropped(
                new ColdDays(begin, end.isBefore(begin) ? begin : end, kept, 0, days, missing), DUST.startsAt(in.tx()));
    }
}
