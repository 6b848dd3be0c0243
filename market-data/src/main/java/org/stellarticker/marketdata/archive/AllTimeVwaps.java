package org.stellarticker.marketdata.archive;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.Vwap;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.part.VwapPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;
import org.stellarticker.marketdata.window.EdgeNotKept;
import org.stellarticker.marketdata.window.WindowedMarket;

/**
 * Sums any window of a market, of any time. Where the database has dropped the trades at an edge, and keeps no candle that
 * begins or ends there, it sums the trades of the archive.
 */
public final class AllTimeVwaps {

    private final SnapshotCache snapshots;
    private final Optional<ArchivedRows> archive;

    public AllTimeVwaps(SnapshotCache snapshots) {
        this.snapshots = snapshots;
        this.archive = snapshots.archive().map(ArchivedRows::new);
    }

    /**
     * The sums of a window, in the direction that was asked for.
     *
     * @param baseVolume in units
     * @param counterVolume in units
     * @param complete whether all of the window is in the sums
     * @param missing of the window, what neither the database nor the archive has
     */
    public record Sums(
            TradePair pair,
            Instant from,
            Instant to,
            BigDecimal baseVolume,
            BigDecimal counterVolume,
            long tradeCount,
            boolean complete,
            boolean audited,
            WindowCoverage coverage,
            ServedFrom servedFrom,
            List<MissingTime> missing) {

        /** Returns the volume-weighted average price; empty when no base was traded. */
        public Optional<Vwap> vwap() {
            return Vwap.of(baseVolume, counterVolume);
        }
    }

    /**
     * Sums a window.
     *
     * @throws EdgeNotKept when an edge lies where neither raw trades, nor a border of a candle, nor the archive's trades are
     *     kept
     */
    public Sums over(VwapPart asked) {
        try {
            return warm(snapshots.fresh(asked), List.of());
        } catch (EdgeNotKept dropped) {
            ColdDays cold = snapshots.fresh(new ColdDaysPart(Optional.of(asked.from()), Optional.of(asked.to())));
            if (archive.isEmpty() || cold.days().isEmpty()) {
                throw dropped;
            }
            return join(asked, cold, archive.get());
        }
    }

    private static Sums warm(WindowedMarket market, List<MissingTime> missing) {
        return new Sums(
                market.pair(),
                market.from(),
                market.to(),
                market.baseVolume(),
                market.counterVolume(),
                market.tradeCount(),
                market.complete(),
                market.audited(),
                market.coverage(),
                ServedFrom.DATABASE,
                missing);
    }

    private Sums join(VwapPart asked, ColdDays cold, ArchivedRows rows) {
        Sums kept = cold.coldTo().isBefore(asked.to()) ? warm(asked, cold.coldTo()) : nothing(asked);
        Orientation direction = Orientation.of(asked.pair());
        ArchivedRows.Sums old = rows.sum(cold, direction.orient(asked.pair()));
        boolean turned = direction == Orientation.TURNED;
        return new Sums(
                asked.pair(),
                asked.from(),
                asked.to(),
                kept.baseVolume().add(turned ? old.counterAmount() : old.baseAmount()),
                kept.counterVolume().add(turned ? old.baseAmount() : old.counterAmount()),
                kept.tradeCount() + old.trades(),
                cold.missing().isEmpty() && kept.complete(),
                cold.missing().isEmpty() && kept.audited(),
                ArchivedCoverage.of(kept.coverage(), cold),
                cold.servedFrom(),
                cold.missing());
    }

    /** Sums what the database keeps of a window. */
    private Sums warm(VwapPart asked, Instant from) {
        return warm(snapshots.fresh(new VwapPart(asked.pair(), from, asked.to())), List.of());
    }

    /** Returns the sums of a window of which the database keeps nothing. */
    private Sums nothing(VwapPart asked) {
        return new Sums(
                asked.pair(),
                asked.from(),
                asked.to(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                /* tradeCount= */ 0,
                /* complete= */ true,
                /* audited= */ true,
                snapshots.fresh(new CoveragePart(asked.pair(), asked.from(), asked.to())),
                ServedFrom.ARCHIVE,
                List.of());
    }
}
