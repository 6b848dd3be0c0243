package org.stellarticker.marketdata.archive;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * begins or ends there, it sums the trades of the archive at that edge.
 */
public final class AllTimeVwaps {

    private static final Duration DAY = Duration.ofDays(1);

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

    /** Returns whether the database keeps all trades of the window, so that {@link #keptSums} needs no archive. */
    public boolean isKept(VwapPart asked) {
        return snapshots
                .read(new KeptSincePart())
                .filter(asked.from()::isBefore)
                .isEmpty();
    }

    /**
     * Sums a window.
     *
     * @throws EdgeNotKept when an edge lies where neither raw trades, nor a border of a candle, nor the archive's trades are
     *     kept
     */
    public Sums over(VwapPart asked) {
        try {
            return keptSums(snapshots.fresh(asked));
        } catch (EdgeNotKept dropped) {
            ColdDays cold = snapshots.fresh(new ColdDaysPart(Optional.of(asked.from()), Optional.of(asked.to())));
            if (archive.isEmpty() || cold.days().isEmpty()) {
                throw dropped;
            }
            return join(asked, cold, archive.get());
        }
    }

    /** Gives the sums of a window that were read from the database alone. */
    public static Sums keptSums(WindowedMarket market) {
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
                List.of());
    }

    private Sums join(VwapPart asked, ColdDays cold, ArchivedRows rows) {
        boolean keptFollow = cold.coldTo().isBefore(asked.to());
        Instant begin = min(cold.from().plus(DAY).minusNanos(1).truncatedTo(ChronoUnit.DAYS), cold.coldTo());
        Instant end = keptFollow ? asked.to() : cold.coldTo().truncatedTo(ChronoUnit.DAYS);
        if (!begin.isBefore(end)) {
            return joined(asked, cold, nothing(asked), sum(rows, asked, cold), cold.servedFrom());
        }
        // Candles of a day are kept for ever, so only the days at the edges are read from the archive.
        Sums inner = keptSums(snapshots.fresh(new VwapPart(asked.pair(), begin, end)));
        ColdDays first = cold.until(begin);
        ColdDays last = cold.since(end);
        ArchivedRows.Sums old = sum(rows, asked, first).plus(sum(rows, asked, last));
        List<MissingTime> missing = Stream.of(first, last)
                .filter(edge -> !edge.isWarm())
                .flatMap(edge -> ColdDays.missing(edge.from(), edge.coldTo(), edge.days()).stream())
                .toList();
        ColdDays read = new ColdDays(cold.from(), cold.to(), cold.keptFrom(), cold.firstKept(), cold.days(), missing);
        return joined(asked, read, inner, old, ServedFrom.BOTH);
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static ArchivedRows.Sums sum(ArchivedRows rows, VwapPart asked, ColdDays cold) {
        return cold.days().isEmpty() || cold.isWarm()
                ? ArchivedRows.Sums.NONE
                : rows.sum(cold, Orientation.of(asked.pair()).orient(asked.pair()));
    }

    /** Adds the sums of the archive, in the stored direction, to those of the database. */
    private static Sums joined(VwapPart asked, ColdDays cold, Sums kept, ArchivedRows.Sums old, ServedFrom servedFrom) {
        boolean turned = Orientation.of(asked.pair()) == Orientation.TURNED;
        WindowCoverage coverage = ArchivedCoverage.of(kept.coverage(), cold);
        boolean complete = cold.missing().isEmpty() && kept.complete();
        return new Sums(
                asked.pair(),
                asked.from(),
                asked.to(),
                kept.baseVolume().add(turned ? old.counterAmount() : old.baseAmount()),
                kept.counterVolume().add(turned ? old.baseAmount() : old.counterAmount()),
                kept.tradeCount() + old.trades(),
                complete,
                complete && coverage.audited(),
                coverage,
                servedFrom,
                cold.missing());
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
