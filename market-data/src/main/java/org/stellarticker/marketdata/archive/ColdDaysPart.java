package org.stellarticker.marketdata.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * What the database has dropped of a time range, and which of it is archived.
 *
 * @param from inclusive; empty for the begin of the archive
 * @param to exclusive; empty for now
 */
record ColdDaysPart(Optional<Instant> from, Optional<Instant> to) implements SnapshotPart<ColdDays> {

    private static final RetentionWatermark WATERMARK = new RetentionWatermark();
    private static final ArchivedDayStore ARCHIVED = new ArchivedDayStore();
    private static final LedgerStore LEDGERS = new LedgerStore();

    @Override
    public ColdDays read(SnapshotRead in) {
        Optional<Instant> kept = WATERMARK.find(in.tx());
        Instant end = to.filter(in.now()::isAfter).orElse(in.now());
        if (kept.isEmpty() || from.filter(begin -> !begin.isBefore(kept.get())).isPresent()) {
            return new ColdDays(from.orElse(end), end, kept, 0, List.of(), List.of());
        }
        Instant coldTo = kept.get().isBefore(end) ? kept.get() : end;
        Instant first = from.orElse(Instant.EPOCH);
        if (!first.isBefore(coldTo)) {
            return new ColdDays(first, end, kept, 0, List.of(), List.of());
        }
        List<ArchivedDay> days =
                ARCHIVED.list(in.tx(), PartitionStore.dayOf(first), PartitionStore.dayOf(coldTo.minusNanos(1)));
        Instant begin = from.orElseGet(() ->
                days.isEmpty() ? coldTo : ArchivedDayStore.begin(days.getFirst().day()));
        long firstKept = LEDGERS.findFirstSince(in.tx(), kept.get())
                .map(ledger -> ledger.value() << 32)
                .orElse(Long.MAX_VALUE);
        return new ColdDays(begin, end, kept, firstKept, days, ColdDays.missing(begin, coldTo, days));
    }
}
